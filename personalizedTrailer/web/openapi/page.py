"""The page that shows the document: HTML alone, so that it needs neither the network nor a script."""

PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{{ api.info.title }} API {{ api.info.version }}</title>
<style nonce="{{ nonce }}">
body { font: 16px/1.6 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
code, pre { font: 14px/1.5 ui-monospace, Menlo, Consolas, monospace }
pre { overflow-x: auto; padding: 1rem; border: 1px solid #8885; border-radius: 6px }
details { border-top: 1px solid #8885; padding: .4rem 0 }
summary { cursor: pointer; overflow-wrap: anywhere }
summary b { display: inline-block; min-width: 4.5rem }
h3 { font-size: 1rem; margin: .8rem 0 .2rem }
table { border-collapse: collapse; width: 100% }
td { vertical-align: top; padding: .1rem 1rem .1rem 0; width: 55% }
td:first-child, td.where { width: 1%; white-space: nowrap }
td:last-child { overflow-wrap: anywhere; width: auto }
</style>
<h1>{{ api.info.title }} {{ api.info.version }}</h1>
<p>{{ api.info.description }} The document itself: <a href="openapi.json">openapi.json</a>.</p>
{% macro prose(text) -%}
{% for part in text.split("`") %}{% if loop.index is even %}<code>{{ part }}</code>{% else %}{{ part }}{% endif %}
{%- endfor %}
{%- endmacro %}
{% macro row(name, where, schema, text) -%}
<tr><td><code>{{ name }}</code><td class="where">{{ where }}
<td>{{ prose(text or schema.description or "") }}
{%- if schema.enum %} One of {{ schema.enum | join(", ") }}.{% endif %}
{%- if schema.default is defined %} Default: {{ schema.default | tojson }}.{% endif %}
{%- endmacro %}
{% macro kind(schema) -%}
{% if schema["$ref"] %}{% set name = schema["$ref"].split("/")[-1] %}<a href="#{{ name }}">{{ name }}</a>
{%- elif schema.properties %}
{%- for key, value in schema.properties.items() %}<code>{{ key }}</code>: {{ kind(value) }} {% endfor %}
{%- elif schema.type == "array" %}list of {{ kind(schema["items"]) }}
{%- elif schema.anyOf %}{{ kind(schema.anyOf[0]) }} or null
{%- else %}{{ schema.type or "" }}{% endif %}
{%- endmacro %}
{% for tag in api.tags %}
<h2>{{ tag.name | capitalize }}</h2>
{% for path, methods in api.paths.items() %}{% for method, call in methods.items() if tag.name in call.tags %}
<details>
<summary><b>{{ method | upper }}</b> <code>{{ path }}</code> {{ call.summary }}</summary>
{% if call.description %}<p>{{ prose(call.description) }}</p>{% endif %}
{% set form = (call.requestBody.content.values() | first).schema if call.requestBody else {} %}
{% if call.parameters or form %}
<h3>Takes</h3>
<table>
{% for item in call.parameters or [] %}{{ row(item.name, item["in"], item.schema, item.description) }}
{% endfor %}
{% for name, schema in (form.properties or {}).items() %}
{{ row(name, "field, required" if name in form.required else "field", schema, "") }}
{% endfor %}
</table>
{% endif %}
<h3>Answers</h3>
<table>
{% for status, answer in call.responses.items() %}
{% set shown = api.components.responses[status] if answer["$ref"] else answer %}
<tr><td><code>{{ status }}</code><td>{{ prose(shown.description) }}
<td>{% for type, media in (shown.content or {}).items() %}{{ type }}
{%- if media.schema %}: {{ kind(media.schema) }}{% endif %}<br>{% endfor %}
{% endfor %}
</table>
</details>
{% endfor %}{% endfor %}{% endfor %}
<h2>Objects</h2>
{% for name, schema in api.components.schemas.items() %}
<details id="{{ name }}"><summary><b>{{ name }}</b></summary><pre>{{ schema | tojson(indent=2) }}</pre></details>
{% endfor %}
</html>
"""
