-- The IPv6 address of a session, beside or instead of an IPv4 address in inside_address.
ALTER TABLE ike_session ADD COLUMN IF NOT EXISTS inside_pool6 varchar(128);

ALTER TABLE ike_session ADD COLUMN IF NOT EXISTS inside_address6 varchar(45);

-- As ike_session_inside_address is for IPv4. A node of the version before, which does not know of it, leases no IPv6 address
-- and leaves the column as it is.
CREATE UNIQUE INDEX IF NOT EXISTS ike_session_inside_address6 ON ike_session (inside_address6);
