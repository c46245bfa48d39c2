import type { LabScenario } from "../scenario.ts"
import { askClients, identityOptions, refuseUnless, tlsGrpc } from "../servers/grpc-server.ts"
import { closeAll, issueSvid, labServerId, startLabWorkloadApi } from "../spiffe.ts"

/** Any SPIFFE ID will do. */
export const spiffeAnyTrustDomain: LabScenario = {
	id: "spiffe-any-trust-domain",
	title: "Any SPIFFE ID will do",
	explains:
		"The server looks for a SPIFFE ID in the client's certificate and not at who signed it. An SVID " +
		"of a trust domain that was made up a second ago is let in.",
	expected: {
		mode: "spiffe",
		clientAuth: "required",
		tlsVersion: "1.3",
		identity: "spiffe://lab.test/ns/default/sa/server",
		rule: "works-as-configured",
		configuredOutcome: "accepted",
		enforcement: {
			"no-certificate": "refused",
			"self-signed": "let-in",
			"foreign-ca": "let-in",
			"same-name-ca": "let-in",
			expired: "let-in",
			"not-yet-valid": "let-in",
			"wrong-eku": "let-in",
			"wrong-spiffe-id": "let-in",
			"foreign-trust-domain": "let-in",
			plaintext: "refused",
			"tls-1.0": "refused",
			"tls-1.1": "refused",
		},
		enforcementRules: ["accepts-any-client-certificate", "accepts-foreign-spiffe-identity"],
	},
	start: async (context) => {
		const { certificates } = context
		const api = await startLabWorkloadApi(context, "spiffe-any", true)
		const svid = await issueSvid(certificates, certificates.spiffe, labServerId)
		const server = await tlsGrpc(
			context,
			{ ...identityOptions(svid), ...askClients(certificates.spiffe.pem) },
			{},
			(socket) => {
				const names = socket.getPeerX509Certificate()?.subjectAltName
				return refuseUnless(socket, names?.includes("URI:spiffe://") ?? false)
			},
		)
		return {
			settings: {
				target: `grpcs://localhost:${server.port}`,
				mode: "spiffe",
				spiffeSocket: api.address,
				expectSpiffeId: labServerId,
			},
			close: closeAll(server, api),
		}
	},
}
