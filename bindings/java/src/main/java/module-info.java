/** Migrates, lints, compares and merges configurations of WildFly-based servers, losslessly. */
module idsxml {
    exports idsxml;
}
