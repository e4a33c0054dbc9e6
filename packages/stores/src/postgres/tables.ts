/**
 * What each format adds, in a schema of our own. Never changed once released: a new format is a new entry, and functions get new names
 * with it, so that programs of two versions can use one database while it is older than both.
 */
export const migrations: readonly ((schema: string) => string)[] = [
  (s) => `
CREATE TABLE ${s}.meta (name text PRIMARY KEY, value text NOT NULL);
CREATE TABLE ${s}.studies (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text COLLATE "C" NOT NULL UNIQUE,
  seq bigint NOT NULL DEFAULT 0,
  hash text NOT NULL DEFAULT '',
  at text NOT NULL DEFAULT '0'
) WITH (fillfactor = 50);
CREATE TABLE ${s}.events (study bigint NOT NULL, seq bigint NOT NULL, event text NOT NULL, PRIMARY KEY (study, seq));
CREATE TABLE ${s}.claims (study bigint NOT NULL, once text COLLATE "C" NOT NULL, PRIMARY KEY (study, once));
CREATE TABLE ${s}.writers (
  writer uuid NOT NULL, study bigint NOT NULL, batch bigint NOT NULL, answer text NOT NULL, at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (writer, study)
) WITH (fillfactor = 50);
CREATE TABLE ${s}.leases (
  key text COLLATE "C" PRIMARY KEY, token bigint NOT NULL, holder text, until double precision, claim text NOT NULL
) WITH (fillfactor = 50);
CREATE TABLE ${s}.cache (study text COLLATE "C" NOT NULL, name text COLLATE "C" NOT NULL, bytes bytea NOT NULL, PRIMARY KEY (study, name));
${append(s)}
${newer(s)}`,
]

/**
 * All events of a study after a position, joined by commas; null where there are more than some hundreds: a part could end in the middle
 * of an append. A function, so that its plan is kept.
 */
const newer = (s: string): string => `
CREATE FUNCTION ${s}.newer_1(p_study text, p_after bigint) RETURNS text LANGUAGE plpgsql STABLE AS $body$
DECLARE
  head record;
BEGIN
  SELECT id, seq INTO head FROM ${s}.studies WHERE name = p_study;
  IF NOT FOUND OR head.seq <= p_after OR head.seq > p_after + 500 THEN
    RETURN NULL;
  END IF;
  RETURN (SELECT string_agg(event, ',' ORDER BY seq) FROM ${s}.events WHERE study = head.id AND seq > p_after);
END
$body$;`

/**
 * Appends to one study, in one round trip and one transaction, which the row of the study puts in order: so positions have no gaps, and
 * whoever is cut off in the middle holds nobody up. The chain is linked here, since position and time are known only under that lock;
 * the program sends the text that is hashed in the parts around them. A batch of a writer is carried out once: whoever asks again is
 * given the answer of then, without the hashes. On a line of its own comes what others appended after `p_seen`. Its outcomes are a letter an append: w won, t taken, f fenced.
 */
const append = (s: string): string => `
CREATE FUNCTION ${s}.append_1(
  p_study text, p_writer uuid, p_batch bigint, p_now text, p_seen bigint,
  p_counts int[], p_onces text[], p_keys text[], p_tokens bigint[],
  p_bodies text[], p_before text[], p_between text[], p_after text[]
) RETURNS text LANGUAGE plpgsql AS $body$
DECLARE
  head record; done record; seq_ bigint; hash_ text; at_ text; first_ int := 0; claimed int;
  texts text[] := '{}'; hashes text[] := '{}'; outcomes text := ''; answer_ text; between_ text;
BEGIN
  LOOP
    SELECT id, seq, hash, at INTO head FROM ${s}.studies WHERE name = p_study FOR UPDATE;
    EXIT WHEN FOUND;
    INSERT INTO ${s}.studies (name) VALUES (p_study) ON CONFLICT DO NOTHING;
  END LOOP;
  SELECT batch, answer INTO done FROM ${s}.writers WHERE writer = p_writer AND study = head.id;
  IF FOUND AND done.batch >= p_batch THEN
    RETURN CASE WHEN done.batch = p_batch THEN done.answer END;
  END IF;
  seq_ := head.seq;
  hash_ := head.hash;
  at_ := coalesce(p_now, floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint::text);
  IF head.seq > 0 AND head.at::double precision > at_::double precision THEN
    at_ := head.at;
  END IF;
  FOR i IN 1 .. cardinality(p_counts) LOOP
    first_ := first_ + CASE WHEN i = 1 THEN 0 ELSE p_counts[i - 1] END;
    IF p_keys[i] IS NOT NULL THEN
      PERFORM 1 FROM ${s}.leases WHERE key = p_keys[i] AND token = p_tokens[i] AND holder IS NOT NULL FOR SHARE;
      IF NOT FOUND THEN
        outcomes := outcomes || 'f';
        CONTINUE;
      END IF;
    END IF;
    IF p_onces[i] IS NOT NULL THEN
      INSERT INTO ${s}.claims (study, once) VALUES (head.id, p_onces[i]) ON CONFLICT DO NOTHING;
      GET DIAGNOSTICS claimed = ROW_COUNT;
      IF claimed = 0 THEN
        outcomes := outcomes || 't';
        CONTINUE;
      END IF;
    END IF;
    outcomes := outcomes || 'w';
    FOR j IN first_ + 1 .. first_ + p_counts[i] LOOP
      seq_ := seq_ + 1;
      hash_ := encode(sha256(convert_to(hash_ || p_before[j] || at_ || p_between[j] || seq_ || p_after[j], 'UTF8')), 'hex');
      texts := texts || (p_bodies[j] || ',"seq":' || seq_ || ',"at":' || at_ || ',"hash":"' || hash_ || '"}');
      hashes := hashes || hash_;
    END LOOP;
  END LOOP;
  IF seq_ > head.seq THEN
    INSERT INTO ${s}.events (study, seq, event) SELECT head.id, head.seq + n, t FROM unnest(texts) WITH ORDINALITY AS e (t, n);
    UPDATE ${s}.studies SET seq = seq_, hash = hash_, at = at_ WHERE id = head.id;
  END IF;
  answer_ := head.seq || ' ' || at_ || ' ' || outcomes;
  INSERT INTO ${s}.writers AS w (writer, study, batch, answer) VALUES (p_writer, head.id, p_batch, answer_)
    ON CONFLICT (writer, study) DO UPDATE SET batch = excluded.batch, answer = excluded.answer, at = now();
  IF head.seq > p_seen AND head.seq <= p_seen + 500 THEN
    SELECT string_agg(event, ',' ORDER BY seq) INTO between_ FROM ${s}.events WHERE study = head.id AND seq > p_seen AND seq <= head.seq;
  END IF;
  RETURN answer_ || ' ' || array_to_string(hashes, ' ') || coalesce(E'\\n' || between_, '');
END
$body$;`
