import type { Configuration } from "./configuration.ts"

/** The parts of a request that say where it comes from. Header values as received; null when absent. */
export interface RequestSigns {
	readonly host: string | null
	readonly forwardedHost: string | null
	readonly origin: string | null
	readonly fetchSite: string | null
}

/** May a request be served? The text is for the log and the person; it repeats nothing that was sent. */
export type RequestJudgement =
	| { readonly kind: "allowed" }
	| { readonly kind: "refused"; readonly text: string }

type HostRules = Pick<Configuration, "allowedHosts" | "allowsAddresses">

const allowed: RequestJudgement = { kind: "allowed" }

/**
 * Is the Host one of ours? A page of a stranger whose name was made to resolve to this machine carries its own name
 * here, so this is what stops DNS rebinding.
 */
export function judgeHost(signs: RequestSigns, rules: HostRules): RequestJudgement {
	if (signs.host === null || !isAllowedHost(signs.host, rules)) {
		return refuse("This address is not one that the dashboard answers to.")
	}
	// Next compares an action's Origin with X-Forwarded-Host where there is one, so it must be as good as Host.
	if (signs.forwardedHost !== null && !isAllowedHost(signs.forwardedHost, rules)) {
		return refuse("This address is not one that the dashboard answers to.")
	}
	return allowed
}

/**
 * May this request change something? Host must be ours, Origin present and of the same host and port, and where the
 * browser says which site asks, it must be this very one.
 */
export function judgeAction(signs: RequestSigns, rules: HostRules): RequestJudgement {
	const host = judgeHost(signs, rules)
	if (host.kind === "refused") return host
	if (signs.origin === null || !URL.canParse(signs.origin))
		return refuse("The request says not where it comes from.")
	const origin = new URL(signs.origin)
	const isWeb = origin.protocol === "http:" || origin.protocol === "https:"
	if (!isWeb || origin.host !== withoutDefaultPort(signs.host, origin.protocol)) {
		return refuse("The request comes from another page.")
	}
	if (signs.fetchSite !== null && signs.fetchSite !== "same-origin") {
		return refuse("The request comes from another page.")
	}
	return allowed
}

/** True for a Host header (`name` or `name:port`) whose name is allowed. */
export function isAllowedHost(host: string, rules: HostRules): boolean {
	const match = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::\d{1,5})?$/.exec(host.trim().toLowerCase())
	const name = match?.[1]
	if (name === undefined) return false
	if (rules.allowedHosts.includes(name)) return true
	return rules.allowsAddresses && (name.startsWith("[") || /^\d{1,3}(\.\d{1,3}){3}$/.test(name))
}

function withoutDefaultPort(host: string | null, protocol: string): string | undefined {
	if (host === null || !URL.canParse(`${protocol}//${host}`)) return undefined
	return new URL(`${protocol}//${host}`).host
}

function refuse(text: string): RequestJudgement {
	return { kind: "refused", text }
}
