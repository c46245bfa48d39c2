import type { Secret } from "#base/secret"

/** Name of the cookie that shows that a browser was given the access token. */
export const accessCookie = "countersign-access"

/** What a request brings to be let in. */
export interface AccessSigns {
	/** `token` of the address. */
	readonly token: string | null
	readonly cookie: string | undefined
}

/** `exchange`: the right token was in the address; answer with the cookie and an address without the token. */
export type AccessJudgement =
	| { readonly kind: "allowed" }
	| { readonly kind: "exchange"; readonly cookie: string }
	| { readonly kind: "refused" }

/** Who may come in. Without an access token everybody who reaches the address may. */
export async function judgeAccess(
	signs: AccessSigns,
	accessToken: Secret<string> | undefined,
): Promise<AccessJudgement> {
	if (accessToken === undefined) return { kind: "allowed" }
	const expected = await cookieOf(accessToken.reveal())
	// Digests are compared, so the time that it takes says nothing about the token.
	if (signs.token !== null && (await cookieOf(signs.token)) === expected) {
		return { kind: "exchange", cookie: expected }
	}
	return signs.cookie === expected ? { kind: "allowed" } : { kind: "refused" }
}

/** The Set-Cookie header of an exchange: this browser, this site, not for scripts, 30 days. */
export function setAccessCookie(cookie: string): string {
	return `${accessCookie}=${cookie}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${30 * 24 * 3600}`
}

/**
 * A page that goes on to `path` by itself. A redirect would not do: the browser leaves out a Strict cookie where the
 * first address was followed from another site.
 */
export function renderArrival(path: string): string {
	const safe = path.replace(/[^\w/?=&.~%-]/g, encodeURIComponent).replaceAll("&", "&amp;")
	const local = `/${safe.replace(/^\/+/, "")}`
	return `<!doctype html><meta charset="utf-8"><title>Countersign</title><meta http-equiv="refresh" content="0;url=${local}"><p><a href="${local}">Go on to Countersign</a></p>`
}

async function cookieOf(token: string): Promise<string> {
	const bytes = new TextEncoder().encode(`countersign access ${token}`)
	const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))
	return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("")
}
