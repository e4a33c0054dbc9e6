import { useQuery } from "@tanstack/react-query"
import { useState, type FormEvent } from "react"
import { CopyButton } from "../actions/copied.tsx"
import { Fallen } from "../app/fallen.tsx"
import { api, base } from "../live/api.ts"
import { showTime } from "@diapason/figures"
import { Wide } from "../panels/wide.tsx"

const roles = ["viewer", "runner", "owner", "admin"] as const
const day = 86_400_000

/** Who may do what: tokens of this server, and links by which anybody may look at this study. */
export function Tokens({ study, admin }: { readonly study: string; readonly admin: boolean }) {
  const { data, error, refetch } = useQuery({ queryKey: ["tokens"], queryFn: () => api("GET /v1/tokens"), enabled: admin, retry: false })
  const [made, setMade] = useState<{ readonly what: string; readonly text: string }>()
  const [failed, setFailed] = useState<Error>()
  const attempt = async (what: () => Promise<void>): Promise<void> => {
    setFailed(undefined)
    try {
      await what()
      if (admin) await refetch()
    } catch (problem) {
      setFailed(problem as Error)
    }
  }
  const link = (): Promise<void> =>
    attempt(async () => {
      const { path } = await api("POST /v1/studies/:study/links", { params: { study }, body: { ttl: 30 * day } })
      setMade({ what: "Whoever has this link may look at this study for 30 days:", text: `${location.origin}${base}${path}` })
    })
  const create = (label: string, role: (typeof roles)[number], days: number): Promise<void> =>
    attempt(async () => {
      const { token } = await api("POST /v1/tokens", { body: { label, role, studies: [study], ttl: days * day } })
      setMade({ what: `A token for ${study}, as ${role}, for ${days} days:`, text: token })
    })
  const open = (data?.tokens ?? []).filter(
    ({ kind, revoked, expires }) => kind !== "key" && revoked === undefined && (expires ?? Infinity) > Date.now(),
  )
  return (
    <>
      <div className="fields">
        <button type="button" onClick={() => void link()}>
          Make a link to look at this study
        </button>
      </div>
      {admin && <TokenForm create={(label, role, days) => void create(label, role, days)} />}
      {made !== undefined && (
        <p className="secret" role="status">
          {made.what} <code>{made.text}</code> <CopyButton text={made.text} /> It is shown this once.
        </p>
      )}
      {failed !== undefined && <Fallen error={failed} />}
      {error !== null && <Fallen error={error} />}
      {open.length > 0 && (
        <Wide label="Tokens">
          <table className="rows">
            <thead>
              <tr>
                {["label", "kind", "role", "studies", "until", "revoke"].map((title) => (
                  <th key={title} scope="col">
                    {title}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {open.map(({ id, kind, label, role, studies, expires }) => (
                <tr key={id}>
                  <th scope="row">{label === "" ? id : label}</th>
                  <td>{kind}</td>
                  <td>{role}</td>
                  <td>{studies?.join(", ") ?? "all"}</td>
                  <td>{expires === undefined ? "no end" : showTime(expires)}</td>
                  <td>
                    <button
                      type="button"
                      aria-label={`Revoke ${label === "" ? id : label}`}
                      onClick={() => void attempt(async () => void (await api("DELETE /v1/tokens/:id", { params: { id } })))}
                    >
                      Revoke
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Wide>
      )}
    </>
  )
}

function TokenForm({ create }: { readonly create: (label: string, role: (typeof roles)[number], days: number) => void }) {
  const [label, setLabel] = useState("")
  const [role, setRole] = useState<(typeof roles)[number]>("runner")
  const [days, setDays] = useState("7")
  const count = Number(days)
  const good = Number.isInteger(count) && count >= 1 && count <= 3650
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (good) create(label.trim(), role, count)
  }
  return (
    <form className="fields" onSubmit={submit}>
      <label className="field">
        Label
        <input value={label} maxLength={100} onChange={({ target }) => setLabel(target.value)} />
      </label>
      <label className="field">
        Role
        <select value={role} onChange={({ target }) => setRole(target.value as (typeof roles)[number])}>
          {roles.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
      </label>
      <label className="field">
        Days
        <input inputMode="numeric" value={days} onChange={({ target }) => setDays(target.value)} />
      </label>
      <button type="submit" disabled={!good}>
        Make a token for this study
      </button>
    </form>
  )
}
