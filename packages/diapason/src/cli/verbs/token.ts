import { fault } from "@diapason/core"
import { openAccess, type Access, type Token } from "@diapason/server"
import { systemClock } from "../../host/system-clock.ts"
import { person } from "../control/person.ts"
import { exit } from "../exit.ts"
import { commonFlags } from "../flags/common.ts"
import { serveFlags } from "../flags/serve.ts"
import type { Io } from "../io.ts"
import { dirOf } from "../study/open-ledger.ts"
import { agoText } from "../text/duration.ts"
import { table } from "../text/table.ts"
import { verb } from "../verb.ts"

/** The tokens of the server of a folder: a running server counts what is made or revoked here at once. */
export const token = verb({
  args: "<what> [id]",
  example: "diapason token create --role runner --study 'lab-*' --ttl 7d",
  flags: {
    role: serveFlags.role,
    studies: serveFlags.ofStudies,
    ttl: serveFlags.ttl,
    label: serveFlags.bearer,
    dir: commonFlags.dir,
    json: commonFlags.json,
  },
  async run(f, [what, id], io) {
    const { tokens } = openAccess(dirOf(f), systemClock)
    if (what === "list" && id === undefined) return list(tokens, f.json === true, io)
    if (what === "revoke" && id !== undefined) return revoke(tokens, id as string, f.json === true, io)
    if (what !== "create" || id !== undefined)
      throw fault("D140", { flag: "token", text: [what, id].join(" ").trim(), expected: "create, list, or revoke ID" })
    return create(tokens, f, io)
  },
})

interface Wanted {
  readonly role: Token["role"] | undefined
  readonly studies: readonly string[] | undefined
  readonly ttl: number | undefined
  readonly label: string | undefined
  readonly json: boolean | undefined
}

/** Throws D140 for a label that may not stand in every terminal. */
function create(tokens: Access["tokens"], { role = "viewer", studies, ttl = month, label = "", json }: Wanted, io: Io): number {
  if (/\p{Cc}/u.test(label)) throw fault("D140", { flag: "--label", text: JSON.stringify(label), expected: "a word" })
  const scope = studies === undefined ? {} : { studies }
  const made = tokens.create({ kind: "token", label, role, ...scope, ttl, by: person() })
  if (json === true) {
    io.out(JSON.stringify({ schema: "diapason.token/1", ...made.token, token: made.text }))
    return exit.done
  }
  io.out(`  ${made.text}`)
  io.err(`  ${role} of ${studiesText(made.token)}, good for ${agoText(ttl)}. It is shown this once; send it as Authorization: Bearer TOKEN`)
  return exit.done
}

/** Thirty days. */
const month = 30 * 86_400_000

/** Keys are good for minutes and sessions are of a page: who asks for tokens means the others. */
function list(tokens: Access["tokens"], json: boolean, io: Io): number {
  const all = tokens.list().filter(({ kind }) => kind === "token" || kind === "link")
  const rows = all.map((one) => rowOf(one, io.now()))
  if (json) io.out(JSON.stringify({ schema: "diapason.token/1", tokens: all }))
  else if (all.length === 0) io.err("  there is no token yet: diapason token create --role runner")
  else for (const line of table(columns, rows, io.width())) io.out(line)
  return exit.done
}

/** Throws D419. */
function revoke(tokens: Access["tokens"], id: string, json: boolean, io: Io): number {
  if (!tokens.revoke(id, person())) throw fault("D419", { id })
  if (json) io.out(JSON.stringify({ schema: "diapason.token/1", id, revoked: true }))
  else io.out(`  ${id} is revoked, with all sessions that were opened with it`)
  return exit.done
}

const rowOf = (token: Token, now: number): readonly string[] => [
  token.id,
  token.label,
  token.kind === "link" ? "link" : token.role,
  studiesText(token),
  stateText(token, now),
  token.by,
]

const studiesText = ({ studies }: Token): string => studies?.join(" ") ?? "all studies"

function stateText({ revoked, expires }: Token, now: number): string {
  if (revoked !== undefined) return `revoked by ${revoked.by}`
  if (expires === undefined) return "good for ever"
  return expires <= now ? `expired ${agoText(now - expires)} ago` : `good for ${agoText(expires - now)}`
}

const columns = [
  { title: "id", keep: 9 },
  { title: "label", keep: 6 },
  { title: "role", keep: 8 },
  { title: "studies", keep: 5 },
  { title: "state", keep: 7 },
  { title: "by", keep: 2 },
]
