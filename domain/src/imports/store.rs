//! Every SQL statement about imports.
