interface ChoiceProps<T extends string> {
  /** What is chosen. */
  readonly label: string
  readonly options: readonly T[]
  readonly chosen: T
  readonly choose: (option: T) => void
}

/** A few options of which one holds, beside each other. */
export function Choice<T extends string>({ label, options, chosen, choose }: ChoiceProps<T>) {
  return (
    <span className="choice" role="group" aria-label={label}>
      {options.map((option) => (
        <button key={option} type="button" aria-pressed={option === chosen} onClick={() => choose(option)}>
          {option}
        </button>
      ))}
    </span>
  )
}
