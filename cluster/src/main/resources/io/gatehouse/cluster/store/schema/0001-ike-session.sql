-- One row per established session. Keys are in "sealed" only, encrypted.
CREATE TABLE IF NOT EXISTS ike_session (
  session_number integer PRIMARY KEY,
  revision bigint NOT NULL,
  shard smallint NOT NULL,
  owner_node varchar(128) NOT NULL,
  sealed bytea NOT NULL,
  user_name varchar(512) NOT NULL,
  profile varchar(128) NOT NULL,
  remote_address varchar(45) NOT NULL,
  inside_pool varchar(128),
  inside_address varchar(45),
  established_at timestamp with time zone NOT NULL,
  updated_at timestamp with time zone NOT NULL,
  -- The pools see to it; this makes a fault of theirs a failed login and not two users on one address.
  -- Whatever the pool: one address may belong to pools of different names when they are renamed.
  CONSTRAINT ike_session_inside_address UNIQUE (inside_address)
);

-- A survivor looks for the sessions of a node that is gone.
CREATE INDEX IF NOT EXISTS ike_session_owner ON ike_session (owner_node, session_number);
