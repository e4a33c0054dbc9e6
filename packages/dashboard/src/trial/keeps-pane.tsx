import { CopyButton } from "../actions/copied.tsx"
import { useStudyName } from "../live/use-study.ts"
import { base } from "../live/api.ts"
import { useView } from "../panels/view-context.ts"
import { reproduceLine } from "./reproduce.ts"
import { leavesOfRead, seedOf, type TrialRead } from "./trial-read.ts"

/** What the trial left behind, and how to run it again by hand. */
export function KeepsPane({ number, read, complete }: { readonly number: number; readonly read: TrialRead; readonly complete: boolean }) {
  const study = useStudyName()
  const {
    board: { ledger },
  } = useView()
  const seed = seedOf(ledger, number)
  const line = reproduceLine(ledger.definition.command, leavesOfRead(ledger, read), seed)
  const notes = Object.entries(read.notes)
  const none = read.artifacts.length === 0 && notes.length === 0 && read.checkpoints.length === 0
  return (
    <section className="panel" aria-labelledby="trial-keeps">
      <header>
        <h2 id="trial-keeps">What is left of it? How to run it again?</h2>
      </header>
      {none && <p className="note">{complete ? "No artifact, note or checkpoint." : "Artifacts and notes are read …"}</p>}
      {read.artifacts.length > 0 && (
        <ul className="keeps">
          {read.artifacts.map(({ name, media }) => (
            <li key={name}>
              <a href={`${base}/v1/trials/${encodeURIComponent(study)}/${number}/artifacts/${encodeURIComponent(name)}`} download={name}>
                {name}
              </a>{" "}
              <span className="faint">{media}</span>
            </li>
          ))}
        </ul>
      )}
      {notes.length > 0 && (
        <dl className="trial-facts">
          {notes.map(([key, value]) => (
            <div key={key} className="pair">
              <dt>{key}</dt>
              <dd>{typeof value === "string" ? value : JSON.stringify(value)}</dd>
            </div>
          ))}
        </dl>
      )}
      {read.checkpoints.length > 0 && (
        <p>
          Checkpoints:{" "}
          {read.checkpoints.map(({ step, bytes }) => `step ${step}${bytes === undefined ? "" : ` (${sizeOf(bytes)})`}`).join(", ")}
        </p>
      )}
      <p>
        Seed <code>{seed}</code>
      </p>
      {line === undefined ? (
        <p className="note">The study runs no command: its trials are evaluated by a program that asks for them.</p>
      ) : (
        <div className="run-again">
          <code>{line}</code>
          <CopyButton text={line} label="Copy command" />
        </div>
      )}
      <div className="run-again">
        <code>{JSON.stringify(read.config)}</code>
        <CopyButton text={JSON.stringify(read.config)} label="Copy configuration" />
      </div>
    </section>
  )
}

const sizeOf = (bytes: number): string =>
  bytes < 1e6 ? `${Math.ceil(bytes / 1000)} kB` : bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(1)} GB`
