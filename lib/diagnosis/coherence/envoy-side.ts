import type { EnvoyContext, Side, SideMode } from "./settings.ts"

/** What a TLS context of Envoy amounts to. */
export function envoySide(context: EnvoyContext): Side {
	const ids = context.names.filter(({ value }) => value.startsWith("spiffe://"))
	const mode = modeOf(context, ids.length > 0)
	return {
		role: context.role,
		software: "envoy",
		label: context.label,
		at: context.at,
		mode,
		text: textOf(context, mode),
		endpoints: context.endpoints,
		ports: context.ports,
		expectedIds: ids,
		...(context.role === "server" && context.trust !== undefined && !context.requiresCertificate
			? { isOptional: true }
			: {}),
	}
}

function modeOf(context: EnvoyContext, hasIds: boolean): SideMode {
	if (!context.tls) return "none"
	const isMutual = context.role === "server" ? context.requiresCertificate : context.hasCertificate
	if (isMutual && (context.hasSdsSpiffe || hasIds)) return "spiffe"
	return isMutual ? "mtls" : "tls"
}

function textOf({ role }: EnvoyContext, mode: SideMode): string {
	if (mode === "none") return role === "server" ? "It listens in plaintext." : "It connects in plaintext."
	if (role === "server")
		return mode === "tls"
			? "It shows a certificate and requires none of its clients."
			: "It requires a client certificate."
	return mode === "tls"
		? "It connects with TLS and sends no certificate."
		: "It connects with TLS and its own certificate."
}
