/** D4: store, server, network. */
export const storeFaults = {
  D400: (f: { store: string; seq: number; detail: string }) => ({
    what: `The log in ${f.store} cannot be read at position ${f.seq}: ${f.detail}.`,
    why: "What was appended later depends on it.",
    mend: "restore the store from a copy; diapason replay STUDY tells where the log is whole",
    kept: "Nothing was written.",
  }),
  /** `seconds`: how long was waited. */
  D401: (f: { store: string; seconds: number }) => ({
    what: `The store ${f.store} has been locked by another program for ${f.seconds} s.`,
    why: "While another program holds the file nothing can be written to it; Diapason itself never holds it for longer than one append.",
    mend: "close the program that has it open (a database browser, a backup, a shell with an open transaction) and run the same command again",
    kept: "Nothing that was acknowledged is lost.",
  }),
  D402: (f: { url: string; known: readonly string[] }) => ({
    what: `${f.url}: there is no such kind of store.`,
    why: `Known are: ${f.known.join(", ")}.`,
    mend: `--store sqlite:PATH, or leave it out: the default is sqlite:.diapason/diapason.db`,
    kept: "Nothing was opened.",
  }),
  D403: (f: { store: string; detail: string }) => ({
    what: `The store ${f.store} cannot be opened: ${f.detail}.`,
    why: "A record can only be kept in a Diapason database, in a place that can be read and written.",
    mend: "name another path with --store sqlite:PATH, or move that file away and run again",
    kept: "Nothing was changed.",
  }),
  D404: (f: { url: string; detail: string }) => ({
    what: `${f.url}: ${f.detail}.`,
    why: "A store that is not where it was meant to be would begin an empty record.",
    mend: "--store sqlite:PATH, or sqlite:PATH?sync=full to survive a power cut",
    kept: "Nothing was opened.",
  }),
  /** `by`: who has the port, in words; `instead`: the address that is used for now. */
  D405: (f: { port: number; by: string; instead?: string }) => ({
    what: `Port ${f.port} is in use by ${f.by}.`,
    why: "Two servers cannot listen on one port.",
    mend:
      f.instead === undefined
        ? `--listen ${f.port + 1} takes another one; or open the running one, where it is Diapason it shows every study of its store`
        : `using ${f.instead} for now; or open the running one, where it is Diapason it shows every study of its store`,
    kept: "Nothing was changed.",
  }),
  D406: (f: { store: string }) => ({
    what: `The store ${f.store} is closed.`,
    why: "Something was asked of it after close().",
    mend: "close a store when everything that uses it has ended, or open it again",
    kept: "What was acknowledged before is kept.",
  }),
  /** `format`: what the store has; `reads`: the newest this version knows. */
  D407: (f: { store: string; writer: string; format: number; reader: string; reads: number }) => ({
    what: `The store ${f.store} was written by Diapason ${f.writer} (format ${f.format}); this is ${f.reader} (reads up to ${f.reads}).`,
    why: "Writing could lose fields.",
    mend: `upgrade Diapason here to ${f.writer} or later, or name another store with --store`,
    kept: "Nothing was changed.",
  }),
  D408: (f: { store: string; detail: string }) => ({
    what: `The store ${f.store} is full: ${f.detail}.`,
    why: "An event that was not written has not happened; going on without a record would lose results.",
    mend: "make room on the disk and run the same command again",
    kept: "Nothing that was acknowledged is lost.",
  }),
  D409: (f: { store: string; detail: string }) => ({
    what: `The store ${f.store} failed: ${f.detail}.`,
    why: "The disk or the system refused a read or a write.",
    mend: "check the disk and the permissions of the folder, then run the same command again",
    kept: "Nothing that was acknowledged is lost.",
  }),
  /** What came over HTTP and was not understood. */
  D410: (f: { where: string; detail: string }) => ({
    what: `The request was not understood: ${f.where}: ${f.detail}.`,
    why: "Whatever comes in is held against the description of the API.",
    mend: "see /v1/openapi.json of the server",
    kept: "Nothing was changed.",
  }),
  D411: (f: { needs: string; role: string }) => ({
    what:
      f.role === "nobody"
        ? `This needs the role ${f.needs}, and nobody is signed in.`
        : `This needs the role ${f.needs} for this study; the token given has the role ${f.role}.`,
    why: "What a server shows and does depends on who asks.",
    mend: "diapason token create --role ROLE makes a token; send it as Authorization: Bearer TOKEN",
    kept: "Nothing was changed.",
  }),
  /** A token that is wrong, of another server, or none at all: which of these is nobody's business who does not have it. */
  D412: (_: object) => ({
    what: "The token is not good here.",
    why: "Nobody but its bearer is told what is wrong with a token.",
    mend: "diapason token list shows the tokens of this server; diapason token create --role ROLE makes one",
    kept: "Nothing was changed.",
  }),
  D413: (f: { expired: string }) => ({
    what: `The token has expired: ${f.expired}.`,
    why: "A token is good for a time, so that one that was lost does little harm.",
    mend: "diapason token create --role ROLE --ttl 7d makes another; on the page: open a fresh link",
    kept: "Nothing was changed.",
  }),
  D414: (_: object) => ({
    what: "The token was revoked.",
    why: "Somebody has taken it back; all sessions that were opened with it have ended too.",
    mend: "ask who runs the server for another one",
    kept: "Nothing was changed.",
  }),
  D415: (_: object) => ({
    what: "The link was used before, or is older than ten minutes.",
    why: "The key in a link is good once, so that a link that is found later opens nothing.",
    mend: "press w in the running tune, or run diapason serve again, for a fresh link",
    kept: "Nothing was changed.",
  }),
  D416: (_: object) => ({
    what: "The change was asked for by another page than that of this server.",
    why: "A browser sends its cookie along whoever asks; only the page itself may change something with it.",
    mend: "use the page of this server; programs send Authorization: Bearer TOKEN instead of a cookie",
    kept: "Nothing was changed.",
  }),
  D417: (f: { host: string }) => ({
    what: `The server is not called ${f.host}.`,
    why: "A server for this machine alone answers to no other name, or any page on the web could lead a browser here.",
    mend: "open it as http://127.0.0.1:PORT; behind a proxy: diapason serve --allow-host NAME",
    kept: "Nothing was changed.",
  }),
  D418: (f: { seconds: number }) => ({
    what: `Too many requests; the next one is answered in ${f.seconds} s.`,
    why: "One client must not keep the others from being answered.",
    mend: "wait as long as the header Retry-After says",
    kept: "Nothing was changed.",
  }),
  D419: (f: { id: string }) => ({
    what: `There is no token ${f.id}.`,
    why: "A token is named by its id: the part between the two underscores in dpt_ID_SECRET.",
    mend: "diapason token list shows them",
    kept: "Nothing was changed.",
  }),
  /** A server hands out trials of a study that another server has. */
  D420: (f: { study: string; pid: number; host: string }) => ({
    what: `The study ${f.study} is conducted by another server: process ${f.pid} on ${f.host}.`,
    why: "One server hands out the trials of a study, so that each report is judged in one place.",
    mend: `send the request to the server on ${f.host}, or stop that one: its trials go on with this one`,
    kept: "Nothing was changed.",
  }),
  D421: (f: { study: string; trial: number; session: string }) => ({
    what: `Trial ${f.trial} of ${f.study} is not this server's: ${f.session} runs it.`,
    why: "Who hands out a trial takes its reports, so that each is judged in one place.",
    mend: "report to where the trial came from; diapason report-step and tell for one from a shell",
    kept: "Nothing was changed.",
  }),
  D422: (f: { study: string; trial: number; attempt: number; now: string }) => ({
    what: `Attempt ${f.attempt} of trial ${f.trial} of ${f.study} counts no more: ${f.now}.`,
    why: "An attempt that gave no sign of life for its lease was put back, and what it says later changes nothing.",
    mend: "end this run; ask for a trial to go on, with a longer lease or none",
    kept: "What was reported before is in the record.",
  }),
  D423: (f: { key: string }) => ({
    what: `The Idempotency-Key ${f.key} was used for another request.`,
    why: "The same key asks for the same answer, so it must come with the same address and body.",
    mend: "a new key for each new request; the same one only to send a request again",
    kept: "Nothing was changed.",
  }),
  D424: (f: { name: string; problem: string }) => ({
    what: `${JSON.stringify(f.name.slice(0, 60))} cannot be the name of an artifact: ${f.problem}.`,
    why: "The name becomes the name of a file, on whatever system the server runs.",
    mend: "letters, digits, spaces and . _ - + = @ , ( ), up to 200 bytes, not beginning with a dot",
    kept: "Nothing was written.",
  }),
  D425: (f: { trial: number; name: string }) => ({
    what: `Trial ${f.trial} has no artifact ${JSON.stringify(f.name.slice(0, 60))} here.`,
    why: "It was never added, its upload was broken off, or its file lies on another machine.",
    mend: "diapason show STUDY TRIAL lists the artifacts of a trial",
  }),
  D428: (f: { name: string; detail: string }) => ({
    what: `The artifact ${f.name} could not be kept: ${f.detail}.`,
    why: "The file system of the server refused it.",
    mend: "look at the disk and the permissions of the server's folder, then send it again",
    kept: "Nothing of it was kept.",
  }),
  D427: (f: { study: string }) => ({
    what: `This server only shows ${f.study}: it hands out no trials and takes no reports.`,
    why: "It was started without the right to conduct studies.",
    mend: "diapason serve conducts the studies of its store",
    kept: "Nothing was changed.",
  }),
  D426: (f: { name: string; limit: number }) => ({
    what: `The artifact ${f.name} is larger than ${f.limit} bytes.`,
    why: "The server takes artifacts up to that size.",
    mend: "a smaller file, or a server that allows more",
    kept: "Nothing of it was kept.",
  }),
  /** `position` of `of`: events read by now. */
  D430: (f: { study: string; position: number; of: number }) => ({
    what: `The study ${f.study} is still being read: ${f.position} of ${f.of} events.`,
    why: "A study is read once when it is first asked for; a big one takes some seconds.",
    mend: "ask again in a second",
    kept: "The reading goes on meanwhile.",
  }),
  D431: (f: { who: string; most: number }) => ({
    what: `${f.who} has ${f.most} open streams, which is the most that one caller may have.`,
    why: "Each stream holds a connection; a program that opens them without end would leave none for others.",
    mend: "close streams that are not read; one stream serves all tabs of a browser",
    kept: "The streams that are open go on.",
  }),
  /** `now`: what is there now. */
  D432: (f: { what: string; expects: number; position: number; now: unknown }) => ({
    what: `The ${f.what} was changed by somebody else at position ${f.position}; the request was made upon position ${f.expects}.`,
    why: "Of two people who edit at once, the second would undo the first without knowing.",
    mend: `look at what is there now (in \`now\`), and send the change again with expects: ${f.position}`,
    kept: "Nothing was changed.",
  }),
  D433: (f: { study: string; trial: number; attempt: number }) => ({
    what: `What attempt ${f.attempt} of trial ${f.trial} of ${f.study} printed is not on this server.`,
    why: "Output stays on the machine where a trial ran; it is shown where that is this one, or its folder is shared.",
    mend: "run diapason logs on that machine, or start the server with --dir naming the folder where the study runs",
  }),
  /** An address of the API that there is none of. */
  D434: (f: { method: string; path: string }) => ({
    what: `The server knows no ${f.method} ${f.path}.`,
    why: "The routes of the API are those of its description.",
    mend: "see /v1/openapi.json of the server",
    kept: "Nothing was changed.",
  }),
  /** `seconds`: how long was waited, where waiting could help; `detail`: what came of the last try. */
  D435: (f: { store: string; seconds?: number; detail: string }) => ({
    what: `The database ${f.store} did not answer${f.seconds === undefined ? "" : ` for ${f.seconds} s`}: ${f.detail}.`,
    why: "What is not in the record has not happened; going on without a database would lose results.",
    mend: "check host and port, that the server runs, and the network between; diapason doctor --store URL tells what it finds. wait=5m in the address waits longer",
    kept: "Nothing that was acknowledged is lost: run the same command again when the database answers.",
  }),
  /** Credentials, rights, or a database that is not there. */
  D436: (f: { store: string; user: string; detail: string }) => ({
    what: `The database ${f.store} does not let ${f.user} in: ${f.detail}.`,
    why: "A study is read and written under the rights of this user.",
    mend: "check user, password (in the address, PGPASSWORD or ~/.pgpass) and the name of the database; an owner gives the rights with GRANT CREATE, CONNECT ON DATABASE … TO …",
    kept: "Nothing was changed.",
  }),
  D437: (f: { store: string; detail: string }) => ({
    what: `The database ${f.store} can only be read: ${f.detail}.`,
    why: "A standby, or a server or user set to read only, shows studies and takes no results.",
    mend: "name the primary server with --store, or have default_transaction_read_only turned off for this user",
    kept: "Nothing that was acknowledged is lost.",
  }),
  D438: (f: { store: string; seconds: number; detail: string }) => ({
    what: `The database ${f.store} had no connection free for ${f.seconds} s: ${f.detail}.`,
    why: "Each process that uses a store needs one connection, at most pool=N of them and one more while it watches.",
    mend: "lower pool=N in the address, end what holds connections (see pg_stat_activity), raise max_connections, or put PgBouncer in front",
    kept: "Nothing that was acknowledged is lost.",
  }),
  D439: (f: { store: string; detail: string }) => ({
    what: `The database ${f.store} cannot hold studies: ${f.detail}.`,
    why: "Studies need tables of their own in PostgreSQL 11 or later, with texts in UTF-8.",
    mend: "name another database with --store postgres://USER@HOST/DATABASE, or other tables in it with ?schema=NAME",
    kept: "Nothing was changed.",
  }),
}
