//! The sentences of the guided tour, which the page `/tour` and `docs/tour.md` are both made of.

/// A question that the panel answers.
#[derive(Debug)]
pub struct TourQuestion {
    pub question: &'static str,
    pub answer: &'static str,
    /// Where in the panel it can be seen.
    pub place: &'static str,
}

/// One stop.
#[derive(Debug)]
pub struct TourStop {
    /// From the third stop on, the label of a break.
    pub title: &'static str,
    pub press: &'static str,
    pub see: &'static str,
    pub questions: &'static [TourQuestion],
}

/// The tour: two stops at a card that is saved, and six at runs that are broken.
#[derive(Debug)]
pub struct TourWords {
    pub title: &'static str,
    pub description: &'static str,
    pub lead: &'static str,
    /// How to begin; the link to the first page follows.
    pub begin: &'static str,
    /// Where a broken run is explained, for all stops from the third on.
    pub broken: &'static str,
    pub press: &'static str,
    pub see: &'static str,
    pub place: &'static str,
    pub stops: [TourStop; 8],
    pub more: &'static str,
    /// The link to the laboratory; what is there follows.
    pub laboratory: &'static str,
    pub laboratory_has: &'static str,
    pub by_hand_has: &'static str,
    pub article_has: &'static str,
    /// The link from the page "How it works".
    pub link: &'static str,
}
