import type { NginxServer, Side, SideMode } from "./settings.ts"

/** nginx's server as a server, and every place that it passes gRPC to as a client. */
export function nginxSides(server: NginxServer): readonly Side[] {
	return [...listening(server), ...passing(server)]
}

function listening({ listens, directives, label, at }: NginxServer): readonly Side[] {
	if (listens.length === 0) return []
	const isTls = listens.some(({ tls }) => tls)
	const verify = directives.get("ssl_verify_client")
	const cert = directives.get("ssl_certificate")
	const mode = !isTls ? "none" : verify?.value === "on" ? "mtls" : "tls"
	const text = {
		none: "It listens in plaintext.",
		tls: "It shows a certificate and requires none of its clients.",
		mtls: "It requires a client certificate, and says so only as HTTP 400 after the handshake.",
	}[mode]
	return [
		{
			role: "server",
			software: "nginx",
			label,
			at: verify?.at ?? listens[0]?.at ?? at,
			mode,
			text,
			...(cert === undefined ? {} : { cert }),
			endpoints: [],
			ports: listens.flatMap(({ port }) => port ?? []),
			expectedIds: [],
			...(verify?.value.startsWith("optional") ? { isOptional: true } : {}),
		},
	]
}

function passing({ passes }: NginxServer): readonly Side[] {
	return passes.map(({ url, upstream, directives }) => {
		const isTls = url.value.startsWith("grpcs://")
		const hasPair = directives.has("grpc_ssl_certificate") && directives.has("grpc_ssl_certificate_key")
		const mode: SideMode = !isTls ? "none" : hasPair ? "mtls" : "tls"
		const text = {
			none: "It passes gRPC on in plaintext.",
			tls: "It passes gRPC on with TLS and sends no certificate.",
			mtls: "It passes gRPC on with TLS and its own certificate.",
		}[mode]
		const side: Side = {
			role: "client",
			software: "nginx",
			label: `nginx's grpc_pass ${url.value}`,
			at: url.at,
			mode,
			text,
			endpoints: upstream,
			ports: [],
			expectedIds: [],
		}
		return side
	})
}
