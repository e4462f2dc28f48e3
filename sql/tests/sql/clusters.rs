//! The same query on a cluster.
