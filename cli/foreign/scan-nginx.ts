import { mkdir, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { createAuthority } from "#pki/authority"
import { issueCertificate } from "#pki/issue"
import type { ForeignFiles } from "./identities.ts"
import { type ForeignProcess, freePort, runToEnd, startForeign } from "./process.ts"

/** nginx as its makers would set it up today, or with everything on that OpenSSL still has. */
export type ScannedNginx = "modern" | "everything" | "everything, own order"

/** Starts an nginx that answers every request by itself. `everything` has a second certificate with an RSA key. */
export async function startScannedNginx(files: ForeignFiles, set: ScannedNginx): Promise<ForeignProcess> {
	const port = await freePort()
	const folder = join(files.folder, `nginx-${port}`)
	await mkdir(folder, { recursive: true })
	const own = set === "modern" ? "ssl_protocols TLSv1.2 TLSv1.3;" : await everything(folder, set)
	const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
		.map((name) => `${name}_temp_path ${folder}/${name};`)
		.join(" ")
	const configuration = `
daemon off; master_process off; pid ${folder}/pid; error_log ${folder}/error.log;
events {}
http {
	access_log off; ${temporary}
	server {
		listen 127.0.0.1:${port} ssl http2;
		ssl_certificate ${files.serverCert}; ssl_certificate_key ${files.serverKey};
		${own}
		location / { return 204; }
	}
}`
	const path = join(folder, "nginx.conf")
	await writeFile(path, configuration)
	return startForeign("nginx", ["-c", path, "-p", folder], port, folder)
}

async function everything(folder: string, set: ScannedNginx): Promise<string> {
	const authority = await createAuthority({ commonName: "RSA Test CA" })
	const rsa = await issueCertificate({
		authority,
		subject: "CN=foreign",
		dns: ["localhost"],
		eku: ["serverAuth"],
		keyAlgorithm: "rsa2048",
	})
	await writeFile(join(folder, "rsa.pem"), rsa.chainPem)
	await writeFile(join(folder, "rsa-key.pem"), rsa.privateKeyPem.reveal(), { mode: 0o600 })
	// A prime of RFC 7919: to find one of our own would take minutes.
	const group = ["genpkey", "-genparam", "-algorithm", "DH", "-pkeyopt", "group:ffdhe2048", "-out", "dh.pem"]
	await runToEnd("openssl", group, { cwd: folder, limitMs: 20_000 })
	return `
		ssl_protocols TLSv1 TLSv1.1 TLSv1.2 TLSv1.3; ssl_ciphers ALL:COMPLEMENTOFALL:@SECLEVEL=0;
		ssl_certificate ${folder}/rsa.pem; ssl_certificate_key ${folder}/rsa-key.pem; ssl_dhparam ${folder}/dh.pem;
		ssl_prefer_server_ciphers ${set === "everything" ? "off" : "on"};`
}
