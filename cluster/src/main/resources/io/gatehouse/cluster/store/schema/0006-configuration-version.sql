-- What the cluster is configured to do: the version with the highest number counts. The text has secrets, and is sealed.
CREATE TABLE IF NOT EXISTS configuration_version (
  number bigint PRIMARY KEY,
  committed_at timestamp with time zone NOT NULL,
  author varchar(128) NOT NULL,
  node varchar(128) NOT NULL,
  sealed bytea NOT NULL
);

-- The digest of the file that a node found when it started last, and of the one that became a version last, sealed.
CREATE TABLE IF NOT EXISTS configuration_file (
  reader varchar(128) PRIMARY KEY,
  read_at timestamp with time zone NOT NULL,
  sealed bytea NOT NULL
);
