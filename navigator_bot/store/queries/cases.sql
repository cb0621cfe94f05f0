-- name: open_case*!
INSERT INTO cases (id, number, person_id, chat, reason, urgency, status, ladder, opened_at,
                   answer_by, sealed, key_id)
VALUES (:id, :number, :person_id, :chat, :reason, :urgency, 'open', :ladder, :opened_at,
        :answer_by, :sealed, :key_id);

-- name: raise_case*!
UPDATE cases SET urgency = :urgency, ladder = :ladder, answer_by = :answer_by WHERE id = :id;

-- name: promise_case*!
UPDATE cases SET answer_by = :answer_by WHERE id = :id;

-- name: raise_claimed_case*!
UPDATE cases SET urgency = :urgency WHERE id = :id;

-- name: apologise_for_case*!
UPDATE cases SET answer_by = :answer_by, apologies = apologies + 1 WHERE id = :id;

-- name: claim_case*!
UPDATE cases SET status = 'claimed', staff_id = :staff_id, claimed_at = :at,
       offered_to = NULL
WHERE id = :id;

-- name: release_case*!
UPDATE cases SET status = 'open', staff_id = NULL, claimed_at = NULL, offered_to = NULL,
       ladder = :ladder,
       answer_by = :answer_by, apologies = 0
WHERE id = :id;

-- name: close_case*!
UPDATE cases SET status = 'closed', closed_at = :at, offered_to = NULL
WHERE id = :id AND status <> 'closed';

-- name: add_note*!
INSERT INTO case_notes (id, case_id, at, what, staff_id, sealed, key_id)
VALUES (:id, :case_id, :at, :what, :staff_id, :sealed, :key_id);

-- name: notes_of
SELECT id, at, what, staff_id, sealed, key_id FROM case_notes WHERE case_id = :case_id ORDER BY id;

-- name: unclosed_cases
SELECT c.*, s.user_id AS staff_user, s.sealed AS staff_sealed, s.key_id AS staff_key_id
FROM cases c LEFT JOIN staff s ON s.id = c.staff_id
WHERE c.status <> 'closed' ORDER BY c.number;

-- name: person_of_case
SELECT p.* FROM people p JOIN cases c ON c.person_id = p.id WHERE c.id = :id;

-- name: cases_of
SELECT id, number, opened_at, sealed, key_id FROM cases WHERE person_id = :person_id ORDER BY number;

-- name: claimed_cases_of_staff
SELECT id, chat FROM cases WHERE staff_id = :staff_id AND status = 'claimed';

-- name: number_of_case
SELECT number FROM cases WHERE id = :id;

-- name: case_by_number
SELECT id FROM cases WHERE number = :number;

-- name: offer_case*!
UPDATE cases SET offered_to = :staff_id WHERE id = :id;

-- name: talk_of
SELECT case_id, at FROM talks WHERE staff_id = :staff_id;

-- name: keep_talk*!
INSERT INTO talks (staff_id, case_id, at) VALUES (:staff_id, :case_id, :at)
ON CONFLICT (staff_id) DO UPDATE SET case_id = excluded.case_id, at = excluded.at;

-- name: end_talk*!
DELETE FROM talks WHERE staff_id = :staff_id;

-- name: end_talks*!
DELETE FROM talks WHERE case_id = :case_id;

-- name: notes_on_person
SELECT n.id, n.at, n.sealed, n.key_id FROM case_notes n JOIN cases c ON c.id = n.case_id
WHERE c.person_id = :person_id AND n.what = :what ORDER BY n.id;
