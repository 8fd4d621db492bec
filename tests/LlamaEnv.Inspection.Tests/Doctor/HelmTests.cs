namespace LlamaEnv.Inspection.Tests.Doctor;

[TestClass]
public sealed class HelmTests
{
    private const string Values = """
        image:
          repository: ghcr.io/acme/worker
          tag: "1.0"
        llama:
          enabled: true
          apiKey: ""
          secret: keys
        extraEnv: []
        off: false
        """;

    private const string Head = """
        {{- if .Values.llama.enabled }}
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: {{ include "worker.fullname" . }}
          labels:
            {{- include "worker.labels" . | nindent 4 }}
        spec:
          template:
            spec:
              containers:
                - name: {{ .Chart.Name }}
                  image: "{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}"

        """;

    private const string Helpers = """
        {{- define "worker.fullname" -}}
        {{- printf "%s-%s" .Release.Name .Chart.Name }}
        {{- end }}
        {{- define "worker.labels" -}}
        app: worker
        {{- end }}
        {{/* the environment
             of all */}}
        {{- define "worker.env" -}}
        - name: LLAMA_CLOUD_API_KEY
          valueFrom:
            secretKeyRef:
              name: {{ .Values.llama.secret }}
              key: llama
        {{- end }}
        {{- define "worker.empty" -}}
        - name: LLAMA_CLOUD_API_KEY
          value: {{ .apiKey | quote }}
        {{- end }}
        """;

    [TestMethod]
    [DataRow("", "chart/templates/app.yaml:12 not-passed", DisplayName = "nothing")]
    [DataRow("""
                  env:
                    - name: LOG
                      value: debug
                  {{- with .Values.resources }}
                  resources:
                    {{- toYaml . | nindent 12 }}
                  {{- end }}
        """, "chart/templates/app.yaml:12 not-passed", DisplayName = "other variables")]
    [DataRow("""
                  env:
                    - name: LLAMA_CLOUD_API_KEY
                      value: {{ .Values.llama.apiKey | quote }}
        """, "chart/values.yaml:6 empty-value", DisplayName = "empty by default, and nothing demands it")]
    [DataRow("""
                  env:
                    {{- include "worker.empty" .Values.llama | nindent 12 }}
        """, "chart/values.yaml:6 empty-value", DisplayName = "in a named template, with another dot")]
    [DataRow("""
                  env:
                    - name: LLAMA_CLOUD_API_KEY
                      value: {{ .Values.llamaCloud.key }}
        """, "chart/templates/app.yaml:16 dangling-reference", DisplayName = "a path that values.yaml does not have")]
    [DataRow("""
                  env:
                    - name: LLAMA_CLOUD_API_KEY
                      value: ""
        """, "chart/templates/app.yaml:16 empty-value", DisplayName = "empty")]
    [DataRow("""
                  env:
                    - name: LLAMA_PARSE_API_KEY
                      valueFrom:
                        secretKeyRef: { name: keys, key: llama }
        """, "chart/templates/app.yaml:15 wrong-name", DisplayName = "another name")]
    [DataRow("""
                  env:
                    - { name: LLAMA_CLOUD_API_KEY, valueFrom: { secretKeyRef: { name: {{ .Values.llama.secret }}, key: {{ .Values.key }}, optional: true } } }
        """, "chart/templates/app.yaml:15 optional-source", DisplayName = "optional, on one line with expressions")]
    [DataRow("""
                  envFrom:
                    - secretRef:
                        name: {{ include "worker.fullname" . }}-keys
                        optional: true
        """, "chart/templates/app.yaml:17 optional-source", DisplayName = "an optional Secret")]
    [DataRow("""
                  env:
                    - name: LLAMA_CLOUD_API_KEY
                      value: {{ default "" .Values.llama.apiKey | quote }}
        """, "chart/values.yaml:6 empty-value", DisplayName = "an empty default in front")]
    [DataRow("""
                  env:
                    - name: LLAMA_CLOUD_API_KEY
                      value: {{ .Values.llama.apiKey | default "changeme" | quote }}
        """, "chart/templates/app.yaml:16 placeholder", DisplayName = "a placeholder by default")]
    [DataRow("""
                  env: [ { name: LLAMA_CLOUD_API_KEY, value: {{ .Values.llama.apiKey | quote }} } ]
        """, "chart/values.yaml:6 empty-value", DisplayName = "in braces")]
    public void A_chart_that_starts_the_program_without_a_usable_key_is_found(string rest, string expected)
    {
        using Repository repository = Chart(rest);

        Assert.AreEqual(expected, string.Join(", ", repository.Examine()));
    }

    [TestMethod]
    [DataRow("""
                  env:
                    {{- include "worker.env" . | nindent 12 }}
        """, DisplayName = "a named template")]
    [DataRow("""
                  env:
                    {{- toYaml .Values.extraEnv | nindent 12 }}
        """, DisplayName = "what whoever installs it sets")]
    [DataRow("""
                  env:
                    - name: LOG
                      value: debug
                    {{- range $name, $value := .Values.env }}
                    - name: {{ $name }}
                      value: {{ $value | quote }}
                    {{- end }}
        """, DisplayName = "a range")]
    [DataRow("""
                  {{- with .Values.extraEnv }}
                  env:
                    {{- toYaml . | nindent 12 }}
                  {{- end }}
        """, DisplayName = "a block of values")]
    [DataRow("""
                  env:
                    {{- include "common.env" . | nindent 12 }}
        """, DisplayName = "a template of another chart")]
    [DataRow("""
                  env:
                    - name: LLAMA_CLOUD_API_KEY
                      value: {{ required "set llama.apiKey" .Values.llama.apiKey | quote }}
        """, DisplayName = "demanded")]
    [DataRow("""
                  env:
                    {{- if .Values.llama.apiKey }}
                    - name: LLAMA_CLOUD_API_KEY
                      value: {{ .Values.llama.apiKey | quote }}
                    {{- end }}
        """, DisplayName = "left out while it is empty")]
    [DataRow("""
                  env:
                    {{- with .Values.llama.apiKey }}
                    - name: LLAMA_CLOUD_API_KEY
                      value: {{ . | quote }}
                    {{- end }}
        """, DisplayName = "with")]
    [DataRow("""
                  env:
                    - name: LLAMA_CLOUD_API_KEY
                      {{- if .Values.llama.secret }}
                      valueFrom:
                        secretKeyRef:
                          name: {{ .Values.llama.secret }}
                          key: llama
                      {{- else }}
                      value: {{ .Values.llama.apiKey | quote }}
                      {{- end }}
        """, DisplayName = "one way or the other")]
    [DataRow("""
                  env:
                    {{- if eq .Values.llama.secret "" }}
                    - name: LLAMA_CLOUD_API_KEY
                    {{- else }}
                    - name: OTHER
                    {{- end }}
                      value: {{ .Values.llama.secret | quote }}
        """, DisplayName = "a name that is chosen")]
    [DataRow("""
                  env:
                    {{- if .Values.llama.secret }}
                    - name: LLAMA_CLOUD_API_KEY
                      valueFrom:
                        secretKeyRef: { name: {{ .Values.llama.secret }}, key: llama }
                    {{- else }}
                    - name: LLAMA_CLOUD_API_KEY
                      value: ""
                    {{- end }}
        """, DisplayName = "two entries, of which one is taken")]
    [DataRow("""
                  env:
                    - name: LLAMA_CLOUD_API_KEY
                      value: {{ .Values.llama.apiKey | default .Values.global.key | quote }}
        """, DisplayName = "with a default")]
    [DataRow("""
                  envFrom:
                    - secretRef:
                        name: {{ include "worker.fullname" . }}-keys
        """, DisplayName = "a Secret")]
    [DataRow("""
                  env:
                    - name: LLAMA_CLOUD_API_KEY
                      value: {{ default .Values.other .Values.llama.apiKey | quote }}
        """, DisplayName = "a default that is chosen elsewhere")]
    public void A_healthy_chart_gives_no_finding(string rest)
    {
        using Repository repository = Chart(rest);

        Assert.IsEmpty(repository.Examine(withNotices: true));
    }

    [TestMethod]
    [DataRow("{{ .Values.llama.key | default \"\" | quote }}", "chart/templates/pod.yaml:9 empty-default", DisplayName = "empty by default")]
    [DataRow("{{ default .Values.other .Values.llama.key }}", "", DisplayName = "another value by default")]
    [DataRow("{{ required \"llama.key\" .Values.llama.key }}", "", DisplayName = "demanded")]
    public void A_value_that_is_nowhere_is_what_its_default_says(string value, string expected)
    {
        using Repository repository = Repository.WithPrograms().Add("chart/Chart.yaml", "apiVersion: v2\nname: worker\n").Add("chart/values.yaml", "replicas: 1\n")
            .Add("chart/templates/pod.yaml", $"apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - name: app\n      image: acme/worker\n      env:\n        - name: LLAMA_CLOUD_API_KEY\n          value: {value}\n");

        Assert.AreEqual(expected, string.Join(", ", repository.Examine(withNotices: true)));
    }

    [TestMethod]
    [DataRow("data:\n  LLAMA_CLOUD_API_KEY: {{ .Values.llama.apiKey | b64enc | quote }}", "chart/values.yaml:6 empty-value", DisplayName = "empty by default")]
    [DataRow("data:\n  LLAMA_CLOUD_API_KEY: {{ .Values.llama.apiKey | required \"llama.apiKey\" | b64enc | quote }}", "", DisplayName = "demanded")]
    [DataRow("stringData:\n  OTHER: x", "chart/templates/app.yaml:12 not-passed", DisplayName = "without it")]
    [DataRow("stringData:\n  {{- toYaml .Values.secrets | nindent 2 }}", "", DisplayName = "of whoever installs it")]
    public void A_Secret_of_the_chart_is_read(string data, string expected)
    {
        using Repository repository = Chart("""
                      envFrom:
                        - secretRef:
                            name: {{ template "worker.fullname" . }}-keys
            """).Add("chart/templates/secret.yaml", "apiVersion: v1\nkind: Secret\nmetadata:\n  name: {{ include \"worker.fullname\" . }}-keys\n" + data);

        Assert.AreEqual(expected, string.Join(", ", repository.Examine()));
    }

    [TestMethod]
    [DataRow("chart/values-prod.yaml", "llama:\n  apiKey: ref+vault://x\n", DisplayName = "values for production")]
    [DataRow("deploy.sh", "helm upgrade --install worker chart --set llama.apiKey=$KEY", DisplayName = "a script")]
    public void A_value_that_is_set_when_it_is_installed_is_healthy(string file, string text)
    {
        using Repository repository = Chart("""
                      env:
                        - name: LLAMA_CLOUD_API_KEY
                          value: {{ .Values.llama.apiKey | quote }}
            """).Add(file, text);

        Assert.IsEmpty(repository.Examine());
    }

    [TestMethod]
    public void A_neighbour_of_the_same_image_shows_the_lines_as_the_template_has_them()
    {
        using Repository repository = Chart("").Add("chart/values.yaml", Values.Replace("acme/worker", "acme/unknown", StringComparison.Ordinal)).Add("chart/templates/web.yaml", Head + """
                      args: [web]
                      env:
                        - name: LLAMA_CLOUD_API_KEY
                          valueFrom:
                            secretKeyRef:
                              name: {{ include "worker.fullname" . }}-keys
                              key: llama
            """);

        Assert.AreEqual("chart/templates/app.yaml:12 not-passed", string.Join(", ", repository.Examine()));
        Assert.Contains("""name: {{ include "worker.fullname" . }}-keys""", repository.Findings().Single().Fix!);
    }

    [TestMethod]
    [DataRow("{{ if }}{{ end }}{{ end }}{{ else }}", DisplayName = "blocks that do not match")]
    [DataRow("apiVersion: v1\nkind: Pod\nspec:\n  containers:\n - name: x\n{{ include", DisplayName = "unfinished")]
    [DataRow("apiVersion: v1\nkind: Pod\nspec: {{ include \"worker.self\" . | nindent 2 }}", DisplayName = "a template that includes itself")]
    [DataRow("- - - -\n-\n:\n: :\n  - a: |\n", DisplayName = "signs only")]
    public void Whatever_stands_in_a_template_the_run_goes_on(string text)
    {
        using Repository repository = Chart("").Add("chart/templates/app.yaml", text).Add("chart/templates/_self.tpl", "{{ define \"worker.self\" }}\na: {{ include \"worker.self\" . | nindent 2 }}\n{{ include \"worker.self\" . | nindent 2 }}\n{{ end }}");

        Assert.IsEmpty(repository.Examine());
    }

    private static Repository Chart(string rest) => Repository.WithPrograms()
        .Add("chart/Chart.yaml", "apiVersion: v2\nname: worker\nversion: 1.0.0\n").Add("chart/values.yaml", Values)
        .Add("chart/templates/_helpers.tpl", Helpers).Add("chart/templates/app.yaml", Head + rest + "\n{{- end }}\n");
}
