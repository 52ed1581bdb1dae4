//! A kept question as the list that it was, and back.

use koop_domain::areas::atlas::Atlas;
use koop_domain::posts::saved::model::Question;
use koop_domain::posts::search::PostSort;

use super::super::state::{Board, DISTANCES_M, State};
use crate::results::{Named, Spot, Within};

/// The address of the list that answers a question, what is new first. One that was asked by a
/// program over several lists leads to the first of them.
pub(crate) fn href_of(atlas: &Atlas, it: &Question) -> String {
    state_of(atlas, it).href()
}

fn state_of(atlas: &Atlas, it: &Question) -> State {
    let board = it.subjects.first().map_or(Board::Share, |subject| Board::of(*subject));
    let only = match it.subjects.as_slice() {
        [only] if board.subjects().len() > 1 => Some(*only),
        _ => None,
    };
    let within = it.area.and_then(|id| atlas.get(id)).map(|area| {
        let named = Named { id: area.id, name: area.name.clone() };
        Within { slug: area.slug.clone(), area: Some(named) }
    });
    let distance = |within_m: u32| {
        let far = DISTANCES_M.into_iter().find(|it| *it >= within_m);
        far.or(DISTANCES_M.last().copied())
    };
    State {
        text: it.text.clone(),
        direction: it.direction,
        subject: only,
        topics: it.topics.iter().copied().collect(),
        terms: it.terms.iter().copied().collect(),
        languages: it.languages.iter().cloned().collect(),
        spot: it.near.map(|near| Spot::of(near.point)),
        distance_m: it.near.and_then(|near| distance(near.within_m)),
        within,
        // Days come one after the other.
        sort: if board == Board::Agenda { PostSort::Best } else { PostSort::Newest },
        ..State::new(board)
    }
}

#[cfg(test)]
mod tests {
    use koop_domain::geo::Point;
    use koop_domain::posts::model::{Direction, Subject, TermKind, Topic};
    use koop_domain::posts::saved::model::NearCell;

    use super::*;

    #[test]
    fn a_question_leads_to_the_list_that_it_was() {
        let atlas = Atlas::default();
        let help = Question {
            subjects: vec![Subject::Help],
            topics: vec![Topic::Groceries],
            direction: Some(Direction::Offer),
            ..Question::default()
        };
        let href = "/burenhulp?richting=offer&onderwerp=groceries&volgorde=nieuwste";
        assert_eq!(href_of(&atlas, &help), href);
        let point = Point { latitude: 52.3612, longitude: 4.9278 };
        let drill = Question {
            text: Some("boor".into()),
            subjects: vec![Subject::Item],
            terms: vec![TermKind::Loan],
            near: Some(NearCell { point, within_m: 1_500 }),
            ..Question::default()
        };
        let href = "/delen?q=boor&soort=item&op=loan&plek=52.361%2C4.928&afstand=2000\
                    &volgorde=nieuwste";
        assert_eq!(href_of(&atlas, &drill), href);
        let day = Question { subjects: vec![Subject::Event], ..Question::default() };
        assert_eq!(href_of(&atlas, &day), "/agenda");
        assert_eq!(href_of(&atlas, &Question::default()), "/delen?volgorde=nieuwste");
    }
}
