//! The contract of [`koop_domain::ports::SearchIndex`]: what every engine must find, must not
//! find, and in which pairwise order. The claims take `&dyn SearchIndex`; an engine passes them
//! by a line at the end of this file.
//!
//! `cfg(test)` is always true here; it tells clippy that helpers, too, are tests and may unwrap.

#[cfg(test)]
mod asking;
#[cfg(test)]
mod board;
#[cfg(test)]
mod board_laws;
#[cfg(test)]
mod contract;
#[cfg(test)]
mod disk;
#[cfg(test)]
mod follower;
#[cfg(test)]
mod laws;
#[cfg(test)]
mod meili;
#[cfg(test)]
mod oracle;
#[cfg(test)]
mod saved_laws;
#[cfg(test)]
mod street;

use koop_domain::ports::SearchIndex;
use koop_search::embedded::EmbeddedIndex;
#[cfg(test)]
use koop_search::meili::MeiliIndex;

/// The embedded engine, filled with the street.
#[cfg(test)]
async fn embedded(_claim: &str) -> Option<EmbeddedIndex> {
    let index = EmbeddedIndex::in_memory().unwrap();
    street::fill(&index).await;
    Some(index)
}

/// Meilisearch, filled with the street; none where there is no server to ask.
#[cfg(test)]
async fn meilisearch(claim: &str) -> Option<MeiliIndex> {
    let index = meili::live(claim)?;
    // What an earlier run left there goes.
    index.clear(street::POSITION).await.unwrap();
    street::fill(&index).await;
    Some(index)
}

/// The embedded engine, filled with the board.
#[cfg(test)]
async fn embedded_board(_claim: &str) -> Option<EmbeddedIndex> {
    let index = EmbeddedIndex::in_memory().unwrap();
    board::fill(&index).await;
    Some(index)
}

/// Meilisearch, filled with the board; none where there is no server to ask.
#[cfg(test)]
async fn meilisearch_board(claim: &str) -> Option<MeiliIndex> {
    let index = meili::live(claim)?;
    index.clear(street::POSITION).await.unwrap();
    board::fill(&index).await;
    Some(index)
}

/// The Meilisearch engine before an imitation of a server, filled with the board.
#[cfg(test)]
async fn imitated_board(claim: &str) -> Option<meili::Imitated> {
    let index = meili::Imitated::of(claim).await;
    index.clear(street::POSITION).await.unwrap();
    board::fill(&index).await;
    Some(index)
}

/// Meilisearch as it was recorded, filled with the street.
#[cfg(test)]
async fn recorded(claim: &str) -> Option<meili::Recorded> {
    let index = meili::Recorded::of(claim).await;
    index.clear(street::POSITION).await.unwrap();
    street::fill(&index).await;
    Some(index)
}

macro_rules! every_claim_holds_for {
    ($engine:ident: $($module:ident { $($claim:ident)* })*) => {
        #[cfg(test)]
        mod $engine {$(
            mod $module {$(
                #[tokio::test]
                async fn $claim() {
                    let Some(index) = crate::$engine(stringify!($claim)).await else { return };
                    let index: &dyn crate::SearchIndex = &index;
                    crate::contract::$module::$claim(index).await;
                }
            )*}
        )*}
    };
}

macro_rules! claims_about {
    ($engine:ident) => {
        every_claim_holds_for! { $engine:
            words {
                typos_are_read_over swapped_letters_are_read_over a_known_word_is_taken_as_written
                the_last_word_may_be_unfinished stems_meet compounds_meet_both_ways
                accents_do_not_matter people_s_words_find_the_category
                repairs_are_found_by_the_thing tags_are_found_with_and_without_a_hash
                traits_are_found_by_their_words a_street_narrows_the_category
                descriptions_are_found_in_both_languages little_words_do_not_matter
                the_best_half_answer_is_better_than_none hostile_text_is_only_text
                a_category_that_is_there_is_not_answered_by_a_description
                a_word_as_written_goes_before_what_it_begins
                names_go_before_categories_before_tags_before_texts
            }
            filters {
                kinds_and_categories_keep_what_is_in_them yes_or_no_facts_keep_what_has_them
                a_currency_keeps_what_is_paid_with_it
                near_keeps_what_is_in_reach near_without_reach_only_tells
                a_box_keeps_what_lies_in_it an_area_holds_what_lies_in_it_or_inside_it
                minutes_go_around_the_water homes_are_only_known_by_their_cell
                what_is_gone_is_not_found_and_what_moved_is_last
            }
            open {
                certain_before_probable_before_maybe closed_places_are_dropped
                an_exception_overrides between_means_all_the_time services_have_their_own_hours
                past_midnight_belongs_to_the_night open_first_then_what_opens_soonest
                another_week_is_as_exact
            }
            delivery {
                a_radius_reaches_so_far a_polygon_holds_what_lies_in_it
                both_halves_of_a_place_count an_unknown_area_is_a_maybe
                a_pause_ends delivery_hours_count an_asked_postcode_is_reached
            }
            pages {
                pages_add_up_to_the_list a_cursor_of_another_list_ends_it
                nearest_first_and_names_else newest_first counts_come_only_where_they_are_wanted
                every_hit_says_why_weightiest_first
                facets_ignore_their_own_filter
            }
            suggestions {
                two_letters_complete any_word_of_a_name_completes typos_complete
                categories_complete_in_the_asker_s_language nothing_stands_twice
            }
            upkeep {
                a_change_is_visible_at_once repeating_and_reordering_change_nothing
                a_rebuild_answers_until_it_is_done the_position_goes_with_the_content
                an_index_that_was_never_built_says_so
            }
        }
    };
}

macro_rules! claims_about_the_board {
    ($engine:ident) => {
        every_claim_holds_for! { $engine:
            seeing {
                an_audience_sees_what_is_meant_for_it no_question_opens_what_is_not_for_these_eyes
                whoever_is_turned_away_is_not_there what_is_nothing_for_them_is_not_there
                what_is_theirs_is_found_by_its_author
                feeds_carry_what_is_public_and_nothing_else what_has_expired_is_not_there
                every_door_of_a_cell_is_the_same
            }
            finding {
                titles_topics_and_texts_are_found
                a_title_goes_before_a_topic_and_that_before_a_text filters_keep_what_has_them
                what_takes_place_is_found_by_its_time orders_are_kept pages_add_up_to_the_board
                somebody_else_s_cursor_ends_the_list every_post_says_why
                facets_of_posts_ignore_their_own_filter a_change_of_a_post_is_visible_at_once
                posts_answer_while_they_are_rebuilt a_board_far_away_says_so
            }
        }
    };
}

claims_about!(embedded);
claims_about!(meilisearch);
claims_about_the_board!(embedded_board);
claims_about_the_board!(meilisearch_board);
claims_about_the_board!(imitated_board);

// Some claims of every kind, so that what is said to a server is held even where there is none.
every_claim_holds_for! { recorded:
    words {
        typos_are_read_over compounds_meet_both_ways people_s_words_find_the_category
        the_best_half_answer_is_better_than_none
    }
    filters {
        yes_or_no_facts_keep_what_has_them a_box_keeps_what_lies_in_it
        an_area_holds_what_lies_in_it_or_inside_it
    }
    open { an_exception_overrides services_have_their_own_hours }
    delivery { a_polygon_holds_what_lies_in_it }
    pages { every_hit_says_why_weightiest_first }
    suggestions { any_word_of_a_name_completes }
    upkeep {
        a_change_is_visible_at_once repeating_and_reordering_change_nothing
        a_rebuild_answers_until_it_is_done
    }
}
