//! Every SQL statement about listings.
