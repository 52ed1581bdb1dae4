//! The program koop-lokaal: GraphQL, configuration, commands; it mounts the pages.
