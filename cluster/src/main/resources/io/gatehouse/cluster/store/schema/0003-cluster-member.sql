-- The nodes of the one cluster that serves this database's sessions, each as long as it says that it is there.
CREATE TABLE IF NOT EXISTS cluster_member (
  node varchar(128) PRIMARY KEY,
  expires_at timestamp with time zone NOT NULL
);
