import { Fallen } from "../app/fallen.tsx"
import { useStudies } from "../live/use-studies.ts"

interface ChooseStudiesProps {
  readonly chosen: readonly string[]
  readonly choose: (studies: readonly string[]) => void
}

/** The studies of the store, of which two or more are compared. */
export function ChooseStudies({ chosen, choose }: ChooseStudiesProps) {
  const { data, error } = useStudies()
  if (error !== null) return <Fallen error={error} />
  const names = data?.map(({ study }) => study) ?? []
  return (
    <fieldset className="panel choose">
      <legend>{chosen.length < 2 ? "Select two studies, or more" : "Compared studies"}</legend>
      {names.map((name) => (
        <label key={name}>
          <input
            type="checkbox"
            checked={chosen.includes(name)}
            onChange={({ target }) => choose(target.checked ? [...chosen, name] : chosen.filter((one) => one !== name))}
          />{" "}
          {name}
        </label>
      ))}
      {data !== undefined && names.length < 2 && (
        <p className="note">This store has {names.length === 1 ? "one study" : "no study"}; a second one makes a comparison.</p>
      )}
    </fieldset>
  )
}
