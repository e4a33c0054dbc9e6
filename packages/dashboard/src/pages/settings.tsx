import type { Budget } from "@diapason/core"
import { useQuery } from "@tanstack/react-query"
import type { ReactNode } from "react"
import { ask } from "../app/dialogs.ts"
import { Fallen } from "../app/fallen.tsx"
import { api } from "../live/api.ts"
import { useStudyName } from "../live/use-study.ts"
import { useView } from "../panels/view-context.ts"
import { algorithmWords } from "../settings/algorithm-words.ts"
import { BudgetForm } from "../settings/budget-form.tsx"
import { NotesForm } from "../settings/notes-form.tsx"
import { SpaceTable } from "../settings/space-table.tsx"
import { Tokens } from "../settings/tokens.tsx"
import { useSettings } from "../settings/use-settings.ts"

/** What a study may spend, what it is for, how it chooses, who may see it, and how it is stopped. */
export default function Settings() {
  const study = useStudyName()
  const { board } = useView()
  const { data, error, refetch } = useSettings(study)
  const { data: me } = useQuery({ queryKey: ["who-asks"], queryFn: () => api("GET /v1/me"), staleTime: 60_000, retry: false })
  const renew = (): void => void refetch()
  const owns = me === undefined || me.role === "owner" || me.role === "admin"
  return (
    <div className="panels">
      <div className="panel-column">
        <Section id="description" title="What is this study for?">
          {data === undefined ? (
            <Waiting error={error} />
          ) : (
            <NotesForm study={study} notes={data.notes} position={data.settings} renew={renew} />
          )}
        </Section>
        <Section id="algorithms" title="How does it choose?">
          <dl className="facts">
            {algorithmWords(board).map(([name, value]) => (
              <Fact key={name} name={name} value={value} />
            ))}
          </dl>
          <p className="note">
            Change any of it in the configuration file and run the same command again: what changed is recorded as a revision.
          </p>
        </Section>
        {owns && (
          <Section id="tokens" title="Who may see it, and do what?">
            <Tokens study={study} admin={me?.role === "admin"} />
          </Section>
        )}
      </div>
      <div className="panel-column">
        <Section id="budget" title="What may it spend?">
          {data === undefined ? (
            <Waiting error={error} />
          ) : (
            <BudgetForm study={study} budget={cleaned(data.budget)} spent={data.spent} position={data.settings} renew={renew} />
          )}
        </Section>
        <Section id="space" title="Where does it search?">
          <SpaceTable board={board} />
        </Section>
        {owns && (
          <Section id="danger" title="Stop it">
            <p className="note">Nothing is deleted: the same command goes on with the study later.</p>
            <div className="fields">
              <button type="button" className="danger" onClick={() => ask({ kind: "act", study, verb: "stop" })}>
                Stop, and let what runs finish
              </button>
              <button type="button" className="danger" onClick={() => ask({ kind: "act", study, verb: "kill" })}>
                Stop now
              </button>
            </div>
          </Section>
        )}
      </div>
    </div>
  )
}

const Section = ({ id, title, children }: { readonly id: string; readonly title: string; readonly children: ReactNode }) => (
  <section className="panel" aria-labelledby={`settings-${id}`}>
    <header>
      <h2 id={`settings-${id}`}>{title}</h2>
    </header>
    {children}
  </section>
)

const Waiting = ({ error }: { readonly error: Error | null }) =>
  error === null ? <p className="lack">Reading the settings …</p> : <Fallen error={error} />

const Fact = ({ name, value }: { readonly name: string; readonly value: string }) => (
  <>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </>
)

const cleaned = ({ trials, wall, cost }: { readonly [K in keyof Budget]?: Budget[K] | undefined }): Budget => ({
  ...(cost !== undefined && { cost }),
  ...(trials !== undefined && { trials }),
  ...(wall !== undefined && { wall }),
})
