-- Accounting records that no RADIUS server has confirmed yet, each written in the transaction that it tells of.
CREATE TABLE IF NOT EXISTS accounting_outbox (
  session_id varchar(64) NOT NULL,
  -- Of the session when the record was written, so that it orders the records of a session.
  revision bigint NOT NULL,
  accounting_list varchar(512) NOT NULL,
  interim boolean NOT NULL,
  body bytea NOT NULL,
  -- Who takes the record to deliver it moves this ahead: until then it is nobody else's.
  not_before timestamp with time zone NOT NULL,
  attempts integer NOT NULL,
  PRIMARY KEY (session_id, revision)
);

CREATE INDEX IF NOT EXISTS accounting_outbox_ready ON accounting_outbox (accounting_list, not_before);
