//! What stands in the window, by what the place is for.

use koop_domain::listings::model::Kind;

/// What stands in a shop window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Goods {
    /// Loaves.
    Bread,
    /// A bicycle.
    Bicycle,
    /// Books on a shelf.
    Books,
    /// Plants, fruit and vegetables.
    Plants,
    /// Shirts on a rail.
    Clothes,
    /// Cups, pots and vases.
    Pots,
    /// A table with two people.
    Table,
    /// Tools on the wall.
    Tools,
    /// Paintings.
    Pictures,
    /// Boxes and tins.
    Boxes,
}

/// Words in a category's key, and what they put in the window.
const BY_WORD: [(&str, Goods); 34] = [
    ("bakery", Goods::Bread),
    ("pastry", Goods::Bread),
    ("bicycle", Goods::Bicycle),
    ("bike", Goods::Bicycle),
    ("courier", Goods::Bicycle),
    ("book", Goods::Books),
    ("library", Goods::Books),
    ("stationery", Goods::Books),
    ("plant", Goods::Plants),
    ("florist", Goods::Plants),
    ("garden", Goods::Plants),
    ("greengrocer", Goods::Plants),
    ("farm", Goods::Plants),
    ("cloth", Goods::Clothes),
    ("fashion", Goods::Clothes),
    ("tailor", Goods::Clothes),
    ("laundry", Goods::Clothes),
    ("fabric", Goods::Clothes),
    ("ceramic", Goods::Pots),
    ("potter", Goods::Pots),
    ("coffee", Goods::Pots),
    ("cafe", Goods::Pots),
    ("tea", Goods::Pots),
    ("bar", Goods::Pots),
    ("restaurant", Goods::Table),
    ("lunch", Goods::Table),
    ("community", Goods::Table),
    ("hairdresser", Goods::Table),
    ("tool", Goods::Tools),
    ("hardware", Goods::Tools),
    ("locksmith", Goods::Tools),
    ("gallery", Goods::Pictures),
    ("museum", Goods::Pictures),
    ("music", Goods::Pictures),
];

impl Goods {
    /// What a place of this kind, with these category keys, has in its window.
    #[must_use]
    pub fn of(kind: Kind, categories: &[String]) -> Self {
        let by_category = categories.iter().find_map(|key| {
            let word =
                BY_WORD.iter().find(|(word, _)| key.split('-').any(|part| part.starts_with(word)));
            word.map(|(_, goods)| *goods)
        });
        by_category.unwrap_or(match kind {
            Kind::Shop | Kind::Service => Self::Boxes,
            Kind::Food | Kind::Community => Self::Table,
            Kind::Repair => Self::Tools,
            Kind::SecondHand => Self::Clothes,
            Kind::Maker => Self::Pots,
            Kind::Farm | Kind::Market => Self::Plants,
            Kind::Culture => Self::Pictures,
        })
    }

    /// One piece of a display, about 24 wide and 20 high, from the middle of its foot.
    pub(super) fn shape(self) -> &'static str {
        match self {
            Self::Bread => "m-12 0q-1-8 6-8t6 8zm12 0q-1-8 6-8t6 8zm-6-9q-1-8 6-8t6 8z",
            Self::Bicycle => {
                "m-9-5a5 5 0 1 0 .1 0zm0 1.6a3.4 3.4 0 1 1-.1 0zm18-1.6a5 5 0 1 0 .1 0zm0 1.6a3.4 3.4 0 1 1-.1 0zm-18 3 4.5-9h7l-5 8.5zm11.5-9-1-3h3v1.2h-1.4l3.4 9.5-1.4.4zm-8-1.5v-1.2h4v1.2z"
            }
            Self::Books => {
                "m-12 0v-14h4v14zm5 0v-18h4v18zm5 0v-12h3v12zm4 0v-16h5v16zm6 0l3-14 3 .6-3 13.4z"
            }
            Self::Plants => {
                "m-5 0-2-7h14l-2 7zm4-7q-9-1-9-9 8 1 9 7v-11q0-3 1-3t1 3v11q1-6 9-7 0 8-9 9z"
            }
            Self::Clothes => {
                "m-11 0v-12l-3 2-2-4 5-4q3 2 6 0l5 4-2 4-3-2v12zm16 0 2-12q-3-3-1-6q2 2 4 0q2 3-1 6l4 12z"
            }
            Self::Pots => {
                "m-12 0q-3-6 2-9l-1-3h6l-1 3q5 3 2 9zm10 0v-8h9v1.5q5-.5 4 3t-4 2.5v1zm9-5v3q2.5 0 2.5-1.5t-2.5-1.5z"
            }
            Self::Table => {
                "m-14 0v-9q0-3 4-3t4 3v3h12v-3q0-3 4-3t4 3v9h-4v-4h-20v4zm2-16a2.5 2.5 0 1 1 5 0 2.5 2.5 0 1 1-5 0m19 0a2.5 2.5 0 1 1 5 0 2.5 2.5 0 1 1-5 0"
            }
            Self::Tools => {
                "m-12 0v-11q-4-4 0-8v4h3v-4q4 4 0 8v11zm10 0v-13h-4v-5h11v5h-4v13zm11 0v-9h-1l2-8 2 8h-1v9z"
            }
            Self::Pictures => {
                "m-13-6v-13h11v13zm1.5-1.5h8l-3-5-2 3-1-1.5zm13 2.5v-11h9v11zm1.5-1.5h6v-8h-6z"
            }
            Self::Boxes => "m-12 0v-10h9v10zm10 0v-16h8v16zm9 0v-8h7v8zm-17-11v-6h6v6z",
        }
    }
}
