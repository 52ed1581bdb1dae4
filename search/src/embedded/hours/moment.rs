//! One instant, or one stretch of time, that a question is about.

use std::sync::{Arc, OnceLock};

use chrono::{DateTime, Utc};
use koop_domain::listings::model::Service;
use koop_domain::listings::search::Openness;

use super::sheet::{Asked, Sheet};
use super::{Hours, OwnHours};

/// Opens later than anybody looks ahead.
pub const NOT_SOON: u16 = u16::MAX;

/// What a question about hours is asked of. It may be asked by several threads.
pub struct Moment<'a> {
    hours: &'a Hours,
    from: i64,
    until: Option<i64>,
    /// By [`Service::ALL`].
    sheets: [OnceLock<Arc<Sheet>>; 4],
}

/// How sure it is that each listing is open at an instant, for one service.
#[derive(Clone)]
pub struct Column<'a> {
    sheet: Arc<Sheet>,
    hours: &'a Hours,
}

impl Column<'_> {
    /// Whether a timetable is not closed.
    #[inline]
    #[must_use]
    pub fn is_open(&self, timetable: u32) -> bool {
        self.sheet.is_open(self.hours, timetable)
    }

    /// How sure it is that a listing is open.
    #[inline]
    #[must_use]
    pub fn of(&self, own: OwnHours) -> Openness {
        self.sheet.openness(self.hours, own)
    }
}

impl<'a> Moment<'a> {
    /// An instant, and until when, if the question is about a stretch.
    #[must_use]
    pub fn new(hours: &'a Hours, at: DateTime<Utc>, until: Option<DateTime<Utc>>) -> Self {
        // Hours are whole minutes, so a minute that has begun is asked for too.
        let until = until.map(|until| -(-until.timestamp()).div_euclid(60));
        let from = at.timestamp().div_euclid(60);
        Self { hours, from, until: until.map(|until| until.max(from)), sheets: Default::default() }
    }

    /// How sure it is that it is open at the instant.
    #[must_use]
    pub fn openness(&self, own: OwnHours, service: Service) -> Openness {
        self.sheet(service).openness(self.hours, own)
    }

    /// How sure it is that it is open all the time: no surer than at its least sure minute.
    #[must_use]
    pub fn throughout(&self, own: OwnHours, service: Service) -> Openness {
        self.sheet(service).throughout(self.hours, own)
    }

    /// In how many minutes it is open: 0 when it is, [`NOT_SOON`] when it is not in any of the
    /// days that were looked at.
    #[must_use]
    pub fn opens_in(&self, timetable: u32, service: Service) -> u16 {
        self.sheet(service).opens_in(self.hours, timetable)
    }

    /// The answers of [`Moment::openness`] for one service, for who asks about every listing.
    #[must_use]
    pub fn column(&self, service: Service) -> Column<'a> {
        Column { sheet: Arc::clone(self.sheet(service)), hours: self.hours }
    }

    /// Whether the answers lie ready: else each timetable that is asked about has to be read.
    #[must_use]
    pub fn is_ready(&self, service: Service) -> bool {
        self.sheet(service).is_ready()
    }

    /// How often a timetable had to be read, because the window does not hold the instant.
    #[must_use]
    pub fn timetables_read(&self) -> usize {
        self.sheets.iter().filter_map(OnceLock::get).map(|sheet| sheet.timetables_read()).sum()
    }

    fn sheet(&self, service: Service) -> &Arc<Sheet> {
        self.sheets[service as usize].get_or_init(|| {
            let asked = Asked { from: self.from, until: self.until, service };
            self.hours.sheets.of(asked, self.hours)
        })
    }
}
