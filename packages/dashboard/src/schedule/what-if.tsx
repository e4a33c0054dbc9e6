import { driftWords, playable, schedulersIn } from "@diapason/algorithms"
import type { Ledger } from "@diapason/core"
import { Command } from "../actions/copied.tsx"
import { lineOf } from "../actions/command-line.ts"
import { Fallen } from "../app/fallen.tsx"
import { PlainPanel } from "../panels/plain-panel.tsx"
import { useAddress } from "../selection/address.ts"
import { useWhatIf, type Asked } from "./use-what-if.ts"
import { WhatIfTable } from "./what-if-table.tsx"

/** What another scheduler would have stopped and saved on the same trials: `?whatif=asha,median`. */
export function WhatIf({ ledger }: { readonly ledger: Ledger }) {
  const study = ledger.definition.name
  const [address, change] = useAddress()
  const schedulers = [...new Set(schedulersIn(String(address["whatif"] ?? "")))]
  const asked = useWhatIf(ledger, schedulers)
  const played = asked.flatMap(({ scheduler, told }) => (told === undefined ? [] : [scheduler]))
  const choose = (next: readonly string[]): void => change({ whatif: next.length === 0 ? undefined : next.join(",") }, true)
  return (
    <PlainPanel
      id="what-if"
      asks="What would another scheduler have stopped?"
      help="The recorded trials are played again under another scheduler, without a training being run: the same configurations in the same order, each reporting what it reported. It says what would have been saved on these trials, and not how the next study goes. A trial that the record ended early, and that the other scheduler would let go on, lies beyond the record: nobody knows what would have become of it."
    >
      <Choosing chosen={schedulers} choose={choose} />
      {schedulers.length === 0 ? (
        <p className="lack">Choose a scheduler: the record of this study is played under it.</p>
      ) : (
        <Answers asked={asked} />
      )}
      {played.length > 0 && <Command line={lineOf(["replay", study, "--what-if", `scheduler=${played.join(",")}`])} />}
    </PlainPanel>
  )
}

/** Beside each other, and below where there is no room. */
const flow = { display: "flex", flexWrap: "wrap", alignItems: "center", gap: "4px 8px", marginBottom: 8 } as const

interface ChoosingProps {
  readonly chosen: readonly string[]
  readonly choose: (schedulers: readonly string[]) => void
}

function Choosing({ chosen, choose }: ChoosingProps) {
  const named = (name: string): boolean => chosen.includes(name)
  return (
    <form
      style={flow}
      onSubmit={(event) => {
        event.preventDefault()
        const field = event.currentTarget.elements.namedItem("own") as HTMLInputElement
        choose([...new Set([...chosen, ...schedulersIn(field.value)])])
        field.value = ""
      }}
    >
      <fieldset style={{ ...flow, border: 0, margin: 0, padding: 0 }}>
        <legend className="unseen">Schedulers to play</legend>
        {[...playable, ...chosen.filter((name) => !playable.includes(name))].map((name) => (
          <button
            key={name}
            type="button"
            aria-pressed={named(name)}
            onClick={() => choose(named(name) ? chosen.filter((one) => one !== name) : [...chosen, name])}
          >
            {name}
          </button>
        ))}
      </fieldset>
      <label>
        with settings <input name="own" size={26} placeholder='{"type":"asha","eta":2}' />
      </label>
      <button type="submit">Play</button>
    </form>
  )
}

function Answers({ asked }: { readonly asked: readonly Asked[] }) {
  const told = asked.flatMap((one) => one.told ?? [])
  const waits = asked.filter((one) => one.told === undefined && one.refused === undefined).map(({ scheduler }) => scheduler)
  const notes = [...new Set(told.map(({ note }) => note))]
  const drift = told[0] && driftWords(told[0].own.drift)
  return (
    <>
      {told.length > 0 && <WhatIfTable told={told} />}
      <p role="status" className={waits.length > 0 ? "lack" : "unseen"}>
        {waits.length > 0 ? `Playing the record under ${waits.join(", ")} …` : ""}
      </p>
      {told.length === 1 && notes.map((note) => <Note key={note} text={note} />)}
      {told.length > 1 && <Note text="recorded curves only: the same configurations in the same order" />}
      {drift !== undefined && <Note text={drift} />}
      {asked.flatMap(({ scheduler, refused }) => (refused === undefined ? [] : <Fallen key={scheduler} error={refused} />))}
    </>
  )
}

const Note = ({ text }: { readonly text: string }) => <p className="note">{text}</p>
