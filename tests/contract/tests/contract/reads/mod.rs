//! Every read of the three adapters: rows are read, pages chain to their end without loss or
//! repeat, counts agree.

mod community;
mod histories;
mod kirim;
mod lookups;
mod queries;
mod searches;
