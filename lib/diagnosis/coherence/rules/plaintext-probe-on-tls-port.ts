import { serverFix } from "../../client-fixes.ts"
import type { CoherenceRule } from "../coherence-rule.ts"
import { permguardPorts } from "../permguard-settings.ts"
import type { Probe, Program, Side } from "../settings.ts"

export const plaintextProbeOnTlsPort: CoherenceRule = {
	id: "plaintext-probe-on-tls-port",
	title: "The health check speaks plaintext to a TLS port.",
	severity: "error",
	blame: "server",
	judge: ({ settings }) =>
		settings.sides.flatMap(({ role, mode, program, text, ports, software }) => {
			if (role !== "server" || program === undefined || !["tls", "mtls", "external", "spiffe"].includes(mode))
				return []
			return program.probes
				.filter(
					(probe) =>
						isPlaintext(probe, mode) &&
						(probe.kind !== "http" || (software !== "other" && reaches(probe, program, ports))),
				)
				.map((probe) => ({
					title: titleOf(probe, software),
					detail: `${text} ${explain(probe)} The check fails, and ${probe.name === "readinessProbe" ? "no traffic arrives" : "the container is restarted or called unhealthy"} although the server is well.`,
					at: [probe.at],
					// Of an unknown make it is only likely that the port speaks TLS.
					...(software === "other" ? { severity: "warning" as const } : {}),
				}))
		}),
	prose: {
		seen: [
			{ stack: "Go", line: "tls: first record does not look like a TLS handshake" },
			{
				stack: "Kubernetes",
				line: 'Readiness probe failed: timeout: failed to connect service "10.0.0.7:9091" within 1s',
			},
			{ stack: "Docker", line: "Status: unhealthy" },
		],
		means:
			"Kubernetes' own grpc probe has no TLS, and grpc_health_probe speaks it only with -tls. Against a TLS port neither can ever pass. In the modes that require a client certificate, -tls alone is not enough.",
		confirm: "Run the check by hand inside the container, once with and once without -tls.",
		prevent:
			"Keep a health port without TLS on loopback, use a TCP check, or give the check what a client needs.",
	},
	fixes: () => [
		serverFix(
			"Check that the port is open, which works in every mode.",
			"readinessProbe:\n  tcpSocket:\n    port: 9091",
		),
		serverFix(
			"Or let the check speak TLS, with a certificate where the server requires one.",
			[
				"readinessProbe:",
				"  exec:",
				"    command: [grpc_health_probe, -addr=localhost:9091, -tls, -tls-ca-cert=/certs/ca.crt,",
				"      -tls-client-cert=/certs/tls.crt, -tls-client-key=/certs/tls.key]",
			].join("\n"),
		),
	],
	citation: [
		{ text: "Kubernetes documentation", section: "Configure Probes: Define a gRPC liveness probe" },
		{ text: "grpc-health-probe, README", section: "Health Checking TLS Servers" },
	],
}

function isPlaintext({ kind, command = [] }: Probe, mode: Side["mode"]): boolean {
	if (kind === "grpc" || kind === "http") return true
	const text = command.join(" ")
	if (kind !== "exec" || !/grpc[_-]health[_-]probe/.test(text)) return false
	if (/(?:^|\s)--?spiffe(?:[\s=]|$)/.test(text)) return false
	const isTls = /(?:^|\s)--?tls(?:[\s=]|$)/.test(text)
	return !isTls || (mode !== "tls" && !/tls-client-cert/.test(text))
}

function titleOf({ name, kind }: Probe, software: Side["software"]): string {
	const speaks = kind === "http" ? "is plain HTTP" : "speaks plaintext"
	return software === "other"
		? `The ${name} ${speaks}, and the port most likely speaks TLS.`
		: `The ${name} cannot pass: it ${speaks}, and the port speaks TLS.`
}

/** An HTTP check may well be for another port, of metrics or of health. */
function reaches({ port }: Probe, program: Program, ports: readonly number[]): boolean {
	const named = program.ports.find(({ name }) => name !== undefined && name === port)?.number
	const number = named ?? Number(port)
	return (
		ports.includes(number) && (permguardPorts.some((each) => each === number) || program.ports.length === 1)
	)
}

function explain({ kind, command = [] }: Probe): string {
	if (kind === "grpc") return "Kubernetes' grpc probe has no TLS."
	if (kind === "http") return "A gRPC port answers no HTTP/1.1 request."
	return /(?:^|\s)--?tls(?:[\s=]|$)/.test(command.join(" "))
		? "grpc_health_probe brings no client certificate here."
		: "grpc_health_probe speaks plaintext without -tls."
}
