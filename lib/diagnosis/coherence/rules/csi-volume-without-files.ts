import { serverFix } from "../../client-fixes.ts"
import type { Fix } from "../../finding.ts"
import type { CoherenceRule } from "../coherence-rule.ts"
import { fileReferences } from "../file-references.ts"
import { mountsFor } from "../read-volumes.ts"

const socketDrivers = ["csi.spiffe.io"]

export const csiVolumeWithoutFiles: CoherenceRule = {
	id: "csi-volume-without-files",
	title: "Certificate files are looked for in a volume that holds only a socket.",
	severity: "error",
	blame: "server",
	judge: ({ settings }) =>
		settings.programs.flatMap((program) => {
			const { mounts } = program
			if (mounts === undefined) return []
			const misled = fileReferences(program)
				.filter(({ is }) => is !== "socket")
				.flatMap(({ setting }) => {
					const mount = mountsFor(setting.value, mounts).find(
						({ source }) => source.kind === "csi" && socketDrivers.includes(source.driver),
					)
					return mount === undefined ? [] : [{ setting, mount }]
				})
			const [first] = misled
			if (first === undefined) return []
			return [
				{
					title: "The SPIFFE CSI volume never holds certificate files.",
					detail: `The driver csi.spiffe.io mounts the socket of the Workload API and nothing else. ${first.setting.value} will not exist, so ${program.label} ends at start.`,
					at: [...misled.map(({ setting }) => setting.at), first.mount.at],
					fixes: fixesAt(first.mount.path),
				},
			]
		}),
	prose: {
		seen: [
			{
				stack: "Permguard",
				line: "tls: failed to load server certificate: open /spiffe-workload-api/svid.pem: no such file or directory",
			},
		],
		means:
			"csi.spiffe.io puts a directory with the agent's socket into the Pod. Files come from elsewhere: spiffe-helper writes them, and cert-manager's driver is spiffe.csi.cert-manager.io, with tls.crt, tls.key and ca.crt.",
		confirm: "List the directory inside the Pod: kubectl exec POD -- ls /spiffe-workload-api",
		prevent: "Use mode spiffe with this volume, or a driver that writes files with mode external.",
	},
	fixes: () => fixesAt("/spiffe-workload-api"),
	citation: [
		{ text: "SPIFFE CSI driver, README", section: "How it Works" },
		{ text: "cert-manager csi-driver-spiffe, README" },
	],
}

function fixesAt(folder: string): readonly Fix[] {
	return [
		serverFix(
			"Take the identity from the socket. Its name is that of the agent's settings.",
			[
				"env:",
				"  - name: PERMGUARD_SERVER_TLS_MODE",
				"    value: spiffe",
				"  - name: SPIFFE_ENDPOINT_SOCKET",
				`    value: unix://${folder}/spire-agent.sock`,
			].join("\n"),
		),
		serverFix(
			"Or mount a volume that holds files, here of cert-manager's driver.",
			[
				"volumes:",
				"  - name: certs",
				"    csi:",
				"      driver: spiffe.csi.cert-manager.io",
				"      readOnly: true",
				`# files: ${folder}/tls.crt, ${folder}/tls.key, ${folder}/ca.crt`,
			].join("\n"),
		),
	]
}
