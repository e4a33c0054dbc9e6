/** What a list offers: how the address has it, and what is read. */
export type Option = readonly [value: string, text: string]

interface ChoiceProps {
  readonly label: string
  readonly value: string
  readonly options: readonly Option[]
  readonly set: (value: string) => void
}

/** A labelled list to choose one of. */
export function Choice({ label, value, options, set }: ChoiceProps) {
  return (
    <label className="labelled">
      <span>{label}</span>
      <select value={value} onChange={(event) => set(event.target.value)}>
        {options.map(([key, text]) => (
          <option key={key} value={key}>
            {text}
          </option>
        ))}
      </select>
    </label>
  )
}
