# ERROR: Missing block
