namespace HumeGen.Generator.Tests;

/// <summary>Small specs with the constructs that real ones use.</summary>
internal static class Samples
{
    public const string OpenApi = """
        # A made-up API with what real ones are made of.
        openapi: 3.1.0
        info:
          title: Weather (stations)
          version: 1.0.0
        servers:
          - url: https://weather.example
        tags: []
        paths:
          /stations/{id}:
            parameters:
              - $ref: '#/components/parameters/station id'
            get:
              operationId: get-station
              tags: ['']
              x-group: Stations
              parameters:
                - name: at
                  in: query
                  x-hint: 1
                  schema: {type: array, items: {type: string}}
              responses:
                '200':
                  description: The station.
                  content:
                    application/json:
                      x-media: yes
                      schema: {$ref: '#/components/schemas/area:Station<Reading>'}
                default:
                  $ref: '#/components/responses/Problem'
            post:
              operationId: add-reading
              tags: [subpackage_readings]
              requestBody:
                required: true
                content:
                  multipart/form-data:
                    schema:
                      type: object
                      properties:
                        file: {type: string, format: binary}
                        kinds: {type: array, items: {type: string}}
                    encoding:
                      kinds: {contentType: text/plain, x-array: indexed}
              responses:
                '201': {description: Added.}
        webhooks:
          reading:
            post:
              requestBody:
                content:
                  application/json:
                    schema: {$ref: '#/components/schemas/Reading'}
              responses:
                '200': {description: Taken.}
        components:
          securitySchemes:
            key: {type: apiKey, in: header, name: X-Key}
          parameters:
            station id: {name: id, in: path, required: true, schema: {type: string}}
          responses:
            Problem:
              description: What went wrong.
              content:
                application/json:
                  schema:
                    type: object
                    properties:
                      code: {type: integer, format: int32}
          schemas:
            area:Station<Reading>:
              type: object
              x-name: Station
              required: [id, latest]
              properties:
                id: {type: string, format: uuid, description: The id.}
                latest:
                  $ref: '#/components/schemas/Reading'
                  description: The newest reading.
                  x-beside: 1
                note: {type: [string, 'null']}
                next:
                  oneOf:
                    - $ref: '#/components/schemas/area:Station<Reading>'
                    - type: 'null'
                  description: The next station.
                old: {type: string, nullable: true}
                only:
                  oneOf: [{$ref: '#/components/schemas/Reading'}]
                'Surprise (negative)': {type: number, minimum: 0.5, maximum: 1e3}
            Reading:
              oneOf:
                - {type: object, properties: {type: {type: string, enum: [wind]}, speed: {type: number}}, required: [type]}
                - {type: object, properties: {type: {type: string, const: rain}, amount: {type: number}}, required: [type]}
              discriminator: {propertyName: type}
            y: {type: string, enum: ['no', '1', a/b], x-enum-varnames: [No, One, AB]}
            Map: {type: object, additionalProperties: {type: integer}}
            Closed: {type: object, properties: {}, additionalProperties: false}
            All:
              allOf:
                - $ref: '#/components/schemas/Map'
                - {type: object, properties: {extra: {type: boolean, default: false}}}
        """;

    public const string AsyncApi = """
        asyncapi: 2.6.0
        info: {title: Weather (live), version: 1.0.0}
        servers:
          live: {url: 'wss://weather.example', protocol: wss}
        channels:
          /live:
            bindings:
              ws:
                query: {type: object, properties: {key: {type: string}}}
            publish:
              message: {$ref: '#/components/messages/Ask'}
            subscribe:
              message:
                oneOf:
                  - $ref: '#/components/messages/Tell'
        components:
          messages:
            Ask: {name: ask, payload: {$ref: '#/components/schemas/Ask'}}
            Tell: {name: tell, payload: {type: object, properties: {at: {$ref: '#/components/schemas/Place'}}}}
          schemas:
            Ask:
              type: object
              properties:
                text: {type: string, nullable: true}
                place: {$ref: '#/components/schemas/Place', nullable: true}
            Place: {type: object, properties: {x: {type: number}}}
        """;

    public const string AsyncApi3 = """
        asyncapi: 3.0.0
        info: {title: Weather (live, 3), version: 1.0.0}
        servers:
          live: {host: weather.example, protocol: wss}
        channels:
          live:
            address: /live/{id}
            parameters: {id: {description: Which.}}
            messages:
              ask: {$ref: '#/components/messages/Ask'}
              tell: {payload: {type: object, properties: {at: {type: number}}}}
        operations:
          ask: {action: receive, channel: {$ref: '#/channels/live'}, messages: [{$ref: '#/channels/live/messages/ask'}]}
          tell: {action: send, channel: {$ref: '#/channels/live'}}
        components:
          messages:
            Ask: {payload: {type: object, properties: {text: {type: string}}}}
        """;

    public const string Overlay = """
        overlay: 1.0.0
        info: {title: Names, version: 1.0.0}
        actions:
          - target: $
            x-document: Weather (stations)
            description: Where it goes.
            update: {x-client: Weather}
          - target: $.components.schemas['area:Station<Reading>'].properties.id
            x-document: Weather (stations)
            update: {x-name: StationId, format: null}
          - target: $.paths.*.*.parameters[?@.in == 'query' && @.name != 'x']
            x-document: Weather (stations)
            remove: true
          - target: $.components.schemas['area:Station<Reading>'].required
            x-document: Weather (stations)
            update: note
          - target: $.components.schemas..[?@.nullable]
            update: {x-was: nullable}
        """;
}
