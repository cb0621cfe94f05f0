-- Somebody to whom nothing is sent but in answer, and when they last wrote or pressed.
ALTER TABLE people ADD COLUMN discreet INTEGER NOT NULL DEFAULT 0;
ALTER TABLE people ADD COLUMN spoke_at BIGINT;
