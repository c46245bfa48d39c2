import type { OpenSettings } from "#store/open-settings"
import type { EndpointValues } from "./endpoint-types.ts"

/** What a form shows of stored settings. A path is shown, a secret is only marked as kept. */
export function endpointValues(endpoint: {
	readonly name: string
	readonly labels: readonly string[]
	readonly settings: OpenSettings
}): {
	readonly values: EndpointValues
	readonly kept: { key: boolean; passphrase: boolean; token: boolean }
} {
	const { settings } = endpoint
	const { key, token } = settings
	return {
		values: {
			name: endpoint.name,
			labels: endpoint.labels.join(", "),
			target: settings.target,
			mode: settings.mode,
			ca: pemValue(settings.ca),
			certificate: pemValue(settings.certificate),
			key: key?.kind === "file" ? key.path : "",
			passphrase: "",
			serverName: settings.serverName ?? "",
			skipVerify: settings.skipVerify,
			spiffeSocket: settings.spiffeSocket ?? "",
			expectSpiffeId: settings.expectSpiffeId ?? "",
			trustDomain: settings.trustDomain ?? "",
			token: token?.kind === "file" ? token.path : "",
			healthService: settings.healthService,
			method: settings.method ?? "",
			timeoutMs: String(settings.timeoutMs),
		},
		kept: {
			key: key?.kind === "pasted",
			passphrase: key?.hasPassphrase === true,
			token: token?.kind === "pasted",
		},
	}
}

function pemValue(source: OpenSettings["ca"]): string {
	if (source === undefined) return ""
	return source.kind === "file" ? source.path : source.pem
}
