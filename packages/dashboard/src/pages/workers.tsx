/** To come. */
export default function Workers() {
  return <p className="lack">This page is not there yet.</p>
}
