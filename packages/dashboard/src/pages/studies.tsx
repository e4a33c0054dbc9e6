import { useQuery } from "@tanstack/react-query"
import { Link } from "@tanstack/react-router"
import { api } from "../live/api.ts"
import { Fallen } from "../app/fallen.tsx"

/** All studies of the store. */
export default function Studies() {
  const { data, error } = useQuery({ queryKey: ["studies"], queryFn: () => api("GET /v1/studies"), refetchInterval: 4000 })
  if (error !== null) return <Fallen error={error} />
  if (data === undefined) return <p className="reading">Reading the studies …</p>
  return (
    <>
      <h1>Studies</h1>
      <ul>
        {data.studies.map(({ study }) => (
          <li key={study}>
            <Link to="/s/$study" params={{ study }}>
              {study}
            </Link>
          </li>
        ))}
      </ul>
    </>
  )
}
