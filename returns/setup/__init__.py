"""Setting up a portal: what it has and lacks, and a plan written on a page or taken from a file, looked at before it is made."""
