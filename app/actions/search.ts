"use server"

import { z } from "zod"
import { search as searchStored } from "#operations/search"
import type { SearchResult } from "#server/action-types"
import { guarded, refuse } from "#server/guarded"

/** Finds rules and endpoints by everything that is written of them; at most 20 of them. */
export async function search(query: string): Promise<SearchResult> {
	return guarded(z.string().max(2_000), query, async (given, app): Promise<SearchResult> => {
		const found = await searchStored(app.context, { query: given })
		return found.ok ? { kind: "found", hits: found.value.slice(0, 20) } : refuse("store", found.error.text)
	})
}
