import { mkdir, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { runToEnd } from "./process.ts"

/**
 * Reads the manifests into Kubernetes' own types, the Compose file and the .env file with Compose's own loader: unknown
 * fields refused, and what is in them or pointed at compared with the PEM files.
 */
const program = `package main

import (
	"context"
	"crypto/tls"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"github.com/compose-spec/compose-go/v2/cli"
	"github.com/compose-spec/compose-go/v2/dotenv"
	corev1 "k8s.io/api/core/v1"
	"sigs.k8s.io/yaml"
)

func main() {
	for _, folder := range os.Args[1:] {
		side := filepath.Base(folder)
		say(folder, "kubernetes-secret", secret(folder, side))
		say(folder, "kubernetes-configmap", configMap(folder, side))
		say(folder, "compose", compose(folder, side))
		say(folder, "env", env(folder, side))
	}
}

func secret(folder, side string) error {
	var found corev1.Secret
	if err := strict(folder+"/kubernetes-secret/"+side+"-secret.yaml", &found); err != nil {
		return err
	}
	if found.Kind != "Secret" || found.APIVersion != "v1" || found.Type != corev1.SecretTypeTLS {
		return fmt.Errorf("%s %s of type %s", found.APIVersion, found.Kind, found.Type)
	}
	chain, key := found.StringData[corev1.TLSCertKey], found.StringData[corev1.TLSPrivateKeyKey]
	if _, err := tls.X509KeyPair([]byte(chain), []byte(key)); err != nil {
		return err
	}
	return same(folder, map[string]string{side + ".pem": chain, side + "-key.pem": key, "ca.pem": found.StringData["ca.crt"]})
}

func configMap(folder, side string) error {
	var found corev1.ConfigMap
	if err := strict(folder+"/kubernetes-configmap/"+side+"-ca-configmap.yaml", &found); err != nil {
		return err
	}
	if found.Kind != "ConfigMap" || found.APIVersion != "v1" {
		return fmt.Errorf("%s %s", found.APIVersion, found.Kind)
	}
	return same(folder, map[string]string{"ca.pem": found.Data["ca.crt"]})
}

func compose(folder, side string) error {
	options, err := cli.NewProjectOptions([]string{folder + "/compose/compose.yaml"}, cli.WithName("proof"))
	if err != nil {
		return err
	}
	project, err := options.LoadProject(context.Background())
	if err != nil {
		return err
	}
	service, err := project.GetService("permguard")
	if err != nil {
		return err
	}
	if len(service.Volumes) != 1 || service.Volumes[0].Source != folder+"/compose" || !service.Volumes[0].ReadOnly {
		return fmt.Errorf("volumes %v", service.Volumes)
	}
	named := map[string]string{}
	for name, value := range service.Environment {
		named[name] = strings.TrimPrefix(*value, service.Volumes[0].Target+"/")
	}
	return variables(folder, side, named, "PERMGUARD_SERVER_TLS_")
}

func env(folder, side string) error {
	found, err := dotenv.Read(folder + "/env/permguard.env")
	if err != nil {
		return err
	}
	for name, value := range found {
		found[name] = strings.TrimPrefix(value, "./")
	}
	if err := variables(folder, side, found, "PERMGUARD_TLS_"); err != nil {
		return err
	}
	return variables(folder, side, found, "PERMGUARD_SERVER_TLS_")
}

func variables(folder, side string, found map[string]string, prefix string) error {
	wanted := map[string]string{"CA": "ca.pem", "CERT": side + ".pem", "KEY": side + "-key.pem"}
	for word, file := range wanted {
		if found[prefix+word+"_FILE"] != file {
			return fmt.Errorf("%s%s_FILE is %q", prefix, word, found[prefix+word+"_FILE"])
		}
		if _, err := os.Stat(folder + "/pem/" + file); err != nil {
			return err
		}
	}
	if mode := found["PERMGUARD_SERVER_TLS_MODE"]; mode != "mtls" {
		return fmt.Errorf("mode %q", mode)
	}
	return nil
}

func same(folder string, texts map[string]string) error {
	var names []string
	for name := range texts {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		text, err := os.ReadFile(folder + "/pem/" + name)
		if err != nil {
			return err
		}
		if string(text) != texts[name] {
			return fmt.Errorf("%s is another", name)
		}
	}
	return nil
}

func strict(path string, into any) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	return yaml.UnmarshalStrict(text, into)
}

func say(folder, name string, err error) {
	said := "ok"
	if err != nil {
		said = strings.ReplaceAll(err.Error(), "\\n", " ")
	}
	fmt.Printf("%s\\t%s\\t%s\\n", folder, name, said)
}
`

const required = [
	"github.com/compose-spec/compose-go/v2 v2.6.4",
	"k8s.io/api v0.32.3",
	"sigs.k8s.io/yaml v1.4.0",
]

/** Builds the program; Kubernetes' types and Compose's loader are fetched. Resolves with the command. */
export async function buildLoadManifests(parent: string): Promise<readonly string[]> {
	const folder = join(parent, "load-manifests")
	await mkdir(folder)
	await writeFile(join(folder, "main.go"), program)
	await writeFile(
		join(folder, "go.mod"),
		`module manifests\n\ngo 1.24\n\nrequire (\n\t${required.join("\n\t")}\n)\n`,
	)
	const env = { GOFLAGS: "-buildvcs=false -mod=mod", GOTOOLCHAIN: "local", GOWORK: "off" }
	await runToEnd("go", ["mod", "tidy"], { cwd: folder, env, limitMs: 200_000 })
	await runToEnd("go", ["build", "-o", "load", "."], { cwd: folder, env, limitMs: 400_000 })
	return [join(folder, "load")]
}
