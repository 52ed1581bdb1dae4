//! Claims about the whole: API, pages, both databases.
