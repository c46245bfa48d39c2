import { mkdir, writeFile } from "node:fs/promises"
import { join } from "node:path"
import type { ForeignFiles } from "./identities.ts"
import { type ForeignProcess, freePort, startForeign } from "./process.ts"

/** How one nginx is set up, in words of its own configuration. */
export interface NginxSetUp {
	readonly listen: "ssl http2" | "http2" | "ssl"
	readonly verify: "off" | "on" | "optional" | "optional_no_ca"
	readonly protocols: string
	/** Absent: nginx's own. */
	readonly ciphers?: string
}

/** nginx in front of a plaintext gRPC server. */
export async function startNginx(
	files: ForeignFiles,
	upstream: number,
	{ listen, verify, protocols, ciphers }: NginxSetUp,
): Promise<ForeignProcess> {
	const port = await freePort()
	const folder = join(files.folder, `nginx-${port}`)
	await mkdir(folder, { recursive: true })
	const configuration = `
daemon off; master_process off; pid ${folder}/pid; error_log ${folder}/error.log;
events {}
http {
	access_log off;
	client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy; fastcgi_temp_path ${folder}/fastcgi;
	uwsgi_temp_path ${folder}/uwsgi; scgi_temp_path ${folder}/scgi;
	server {
		listen 127.0.0.1:${port} ${listen};
		ssl_protocols ${protocols}; ssl_certificate ${files.serverCert}; ssl_certificate_key ${files.serverKey};
		${ciphers === undefined ? "" : `ssl_ciphers "${ciphers}";`}
		ssl_client_certificate ${files.ca}; ssl_verify_client ${verify};
		location / { grpc_pass grpc://127.0.0.1:${upstream}; }
	}
}`
	const path = join(folder, "nginx.conf")
	await writeFile(path, configuration)
	return startForeign("nginx", ["-c", path, "-p", folder], port, folder)
}
