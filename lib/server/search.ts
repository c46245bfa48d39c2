import "server-only"
import { type SearchHit, search as searchStored } from "#operations/search"
import { getApp, NotReady } from "./app.ts"

/** Everything that holds the words of a query. Throws `NotReady` when the data cannot be read. */
export async function searchEverything(query: string): Promise<readonly SearchHit[]> {
	const { context } = await getApp()
	const found = await searchStored(context, { query })
	if (!found.ok) throw new NotReady(found.error)
	return found.value
}
