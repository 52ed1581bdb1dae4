//! What a post can be: closed lists, each value with its key.

use crate::keyed::keyed;

keyed! {
    /// Who gives and who gets.
    pub enum Direction {
        /// Something is offered.
        Offer = "offer",
        /// Something is asked for.
        Request = "request",
    }

    /// What it is about.
    pub enum Subject {
        /// A hand.
        Help = "help",
        /// A thing.
        Item = "item",
        /// A meal.
        Meal = "meal",
        /// Material to be used again.
        Material = "material",
        /// A lesson.
        Skill = "skill",
        /// Something to come to.
        Event = "event",
    }

    /// More precisely what it is about.
    pub enum Topic {
        /// Shopping for somebody.
        Groceries = "groceries",
        /// Taking somebody or something along.
        Transport = "transport",
        /// Being together.
        Company = "company",
        /// Phones, computers, printers.
        Tech = "tech",
        /// Letters and forms.
        Paperwork = "paperwork",
        /// Learning or speaking a language.
        Language = "language",
        /// Looking after children.
        Childcare = "childcare",
        /// Washing, dressing and the like.
        PersonalCare = "personal_care",
        /// Keeping somebody's keys.
        Keys = "keys",
        /// Gardens and balconies.
        Garden = "garden",
        /// Drilling, hanging, carrying.
        OddJobs = "odd_jobs",
        /// Mending what is broken.
        Repair = "repair",
        /// Animals.
        Pets = "pets",
        /// Tools.
        Tools = "tools",
        /// Furniture and what stands in a house.
        Household = "household",
        /// Clothes.
        Clothes = "clothes",
        /// What children use.
        Kids = "kids",
        /// Books, games and music.
        Books = "books",
        /// Bicycles and what rolls.
        Bikes = "bikes",
        /// Plants and seeds.
        Plants = "plants",
        /// A cooked meal.
        Cooked = "cooked",
        /// Bread and baking.
        Baked = "baked",
        /// Fruit, vegetables and what is left over.
        Produce = "produce",
        /// Wood, stone, paint and the like.
        Building = "building",
        /// Textile, paper and the like.
        Fabric = "fabric",
        /// Making music.
        Music = "music",
        /// Drawing, sewing, pottery.
        Crafts = "crafts",
        /// Sport and moving.
        Sport = "sport",
        /// School subjects.
        School = "school",
        /// Things are mended together.
        RepairCafe = "repair_cafe",
        /// Things change hands.
        SwapParty = "swap_party",
        /// People meet.
        Meeting = "meeting",
        /// Anything else.
        Other = "other",
    }

    /// On what terms.
    pub enum TermKind {
        /// For nothing.
        Gift = "gift",
        /// It comes back.
        Loan = "loan",
        /// For something else.
        Swap = "swap",
        /// For an amount of a local currency.
        Price = "price",
        /// For euros, in words.
        Euro = "euro",
    }

    /// Who may see it, the fewest first.
    pub enum Audience {
        /// Whoever coordinates help in the community.
        Desk = "desk",
        /// Who belongs to the community, and has a confirmed address or is known by neighbours.
        Confirmed = "confirmed",
        /// Who belongs to the community.
        Community = "community",
        /// Everybody.
        Public = "public",
    }

    /// How it stands with it.
    pub enum PostState {
        /// Somebody has to look at it before others see it.
        Review = "review",
        /// It stands on the board, until it expires.
        Open = "open",
        /// Its author closed it.
        Closed = "closed",
        /// It was taken off the board.
        Removed = "removed",
    }

    /// What became of it.
    pub enum Outcome {
        /// A neighbour here.
        Found = "found",
        /// Somebody elsewhere.
        Elsewhere = "elsewhere",
        /// Nobody.
        Nobody = "nobody",
        /// It is not needed any more.
        NotNeeded = "not_needed",
    }

    /// A part of a day.
    pub enum DayPart {
        /// Until noon.
        Morning = "morning",
        /// From noon to six.
        Afternoon = "afternoon",
        /// From six on.
        Evening = "evening",
    }

    /// A day of the week.
    pub enum Day {
        /// Monday.
        Monday = "monday",
        /// Tuesday.
        Tuesday = "tuesday",
        /// Wednesday.
        Wednesday = "wednesday",
        /// Thursday.
        Thursday = "thursday",
        /// Friday.
        Friday = "friday",
        /// Saturday.
        Saturday = "saturday",
        /// Sunday.
        Sunday = "sunday",
    }

    /// The fourteen allergens that Regulation (EU) No 1169/2011, annex II, names.
    pub enum Allergen {
        /// Cereals with gluten.
        Gluten = "gluten",
        /// Crustaceans.
        Crustaceans = "crustaceans",
        /// Eggs.
        Eggs = "eggs",
        /// Fish.
        Fish = "fish",
        /// Peanuts.
        Peanuts = "peanuts",
        /// Soybeans.
        Soy = "soy",
        /// Milk.
        Milk = "milk",
        /// Nuts.
        Nuts = "nuts",
        /// Celery.
        Celery = "celery",
        /// Mustard.
        Mustard = "mustard",
        /// Sesame.
        Sesame = "sesame",
        /// Sulphur dioxide and sulphites.
        Sulphites = "sulphites",
        /// Lupin.
        Lupin = "lupin",
        /// Molluscs.
        Molluscs = "molluscs",
    }

    /// How often an event comes back.
    pub enum Recurrence {
        /// Every week.
        Weekly = "weekly",
        /// Every second week.
        Biweekly = "biweekly",
        /// Every month, on the same weekday of the same week.
        Monthly = "monthly",
    }

    /// Why somebody reports a post or a message.
    pub enum ReportReason {
        /// It is not safe.
        Unsafe = "unsafe",
        /// It is a fraud.
        Fraud = "fraud",
        /// It insults or discriminates.
        Hurtful = "hurtful",
        /// It is forbidden.
        Forbidden = "forbidden",
        /// It is advertising.
        Advertising = "advertising",
        /// Something else.
        Other = "other",
    }
}

impl Subject {
    /// The topics of a subject, as they are offered.
    #[must_use]
    pub fn topics(self) -> &'static [Topic] {
        use Topic as T;
        match self {
            Self::Help => &[
                T::Groceries,
                T::Transport,
                T::Company,
                T::Tech,
                T::Paperwork,
                T::Language,
                T::Childcare,
                T::PersonalCare,
                T::Keys,
                T::Garden,
                T::OddJobs,
                T::Repair,
                T::Pets,
                T::Other,
            ],
            Self::Item => &[
                T::Tools,
                T::Household,
                T::Clothes,
                T::Kids,
                T::Books,
                T::Bikes,
                T::Plants,
                T::Other,
            ],
            Self::Meal => &[T::Cooked, T::Baked, T::Produce, T::Other],
            Self::Material => &[T::Building, T::Fabric, T::Plants, T::Other],
            Self::Skill => &[
                T::Language,
                T::Music,
                T::Crafts,
                T::Tech,
                T::Repair,
                T::Sport,
                T::School,
                T::Other,
            ],
            Self::Event => &[T::RepairCafe, T::SwapParty, T::Meeting, T::Other],
        }
    }
}

impl Topic {
    /// Whether it puts somebody at another's mercy: offered by an organisation of the community
    /// only, never by somebody on their own.
    #[must_use]
    pub fn is_guarded(self) -> bool {
        matches!(self, Self::Childcare | Self::PersonalCare | Self::Paperwork | Self::Keys)
    }
}
