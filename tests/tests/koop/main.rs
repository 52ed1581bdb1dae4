//! Claims about the whole, from outside.

mod house;
