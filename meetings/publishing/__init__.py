"""Publishing agendas: what publishing now would change, the pages and packs that come of it, and freezing all of it."""
