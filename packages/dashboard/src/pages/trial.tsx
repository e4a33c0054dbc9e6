import { Link, useParams } from "@tanstack/react-router"
import { Fallen } from "../app/fallen.tsx"
import { useStudyName } from "../live/use-study.ts"
import { PanelBoundary } from "../panels/panel-boundary.tsx"
import { useView } from "../panels/view-context.ts"
import { AttemptsPane } from "../trial/attempts-pane.tsx"
import { FieldPane } from "../trial/field-pane.tsx"
import { KeepsPane } from "../trial/keeps-pane.tsx"
import { LogPane } from "../trial/log-pane.tsx"
import { NetworkPane } from "../trial/network-pane.tsx"
import { ParameterPane } from "../trial/parameter-pane.tsx"
import { TrialHead } from "../trial/trial-head.tsx"
import { useTrialRead } from "../trial/use-trial-read.ts"
import { ValuesPane } from "../trial/values-pane.tsx"
import { WhyPane } from "../trial/why-pane.tsx"

/** One trial: how it went against the others, what was tried and why, where it ran, what it printed, and how to run it again. */
export default function Trial() {
  const { trial: text = "" } = useParams({ strict: false })
  const { board } = useView()
  const number = /^\d+$/.test(text) ? Number(text) : -1
  if (number < 0 || number >= board.table.size) return <NoSuchTrial text={text} size={board.table.size} />
  return <Known key={number} number={number} />
}

function Known({ number }: { readonly number: number }) {
  const { read, complete, error } = useTrialRead(number)
  if (error !== undefined) return <Fallen error={error} />
  if (read === undefined) return <p className="reading">Reading trial {number} …</p>
  return (
    <>
      <TrialHead number={number} read={read} />
      <div className="values-strip">
        <PanelBoundary>
          <ValuesPane number={number} />
        </PanelBoundary>
      </div>
      <div className="trial-panes">
        <div>
          <FieldPane number={number} read={read} />
          <PanelBoundary>
            <WhyPane number={number} read={read} />
          </PanelBoundary>
          <PanelBoundary>
            <LogPane read={read} />
          </PanelBoundary>
        </div>
        <div>
          <PanelBoundary>
            <ParameterPane number={number} read={read} />
          </PanelBoundary>
          <PanelBoundary>
            <NetworkPane number={number} read={read} />
          </PanelBoundary>
          <PanelBoundary>
            <AttemptsPane read={read} complete={complete} />
          </PanelBoundary>
          <PanelBoundary>
            <KeepsPane number={number} read={read} complete={complete} />
          </PanelBoundary>
        </div>
      </div>
    </>
  )
}

function NoSuchTrial({ text, size }: { readonly text: string; readonly size: number }) {
  const study = useStudyName()
  return (
    <div className="fallen" role="alert">
      <p className="what">
        There is no trial “{text}” in {study}.
      </p>
      <p>{size === 0 ? "It has no trial yet." : `Its trials are 0 to ${size - 1}.`}</p>
      <p>
        <Link to="/s/$study/trials" params={{ study }} search={true as never}>
          All trials
        </Link>
      </p>
    </div>
  )
}
