/*
 * The echo of the benchmark at the speed of C: takes frames with libmosquitto and sends each one's content back to its
 * sender. Same topics, QoS and number of connections as Echo.java.
 *
 * Usage: echo PORT REPLY_QOS REPLY_TOPIC CUSTOMER_ID. Connects and disconnects in turn, once for each line on the input,
 * and prints a line when it has.
 */
#include <mosquitto.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { CONTENT = 1, SEND_TIME = 2, RECEIVER_UID = 3, SENDER_UID = 4, MESSAGE_ID = 6, SESSION_ID = 8, BUSINESS_TYPE = 9 };
enum { VARINT = 0, DELIMITED = 2, FIELDS = 10 };
/* Below the broker's max_inflight_messages, because a broker drops what exceeds it. */
enum { SEND_WINDOW = 200, MAX_FRAME = 65536, KEEP_ALIVE_S = 60 };

typedef struct {
    const uint8_t *at;
    size_t length;
    uint64_t number;
} field;

static struct mosquitto *in, *out;
static int reply_qos;
static const char *reply_topic, *desk;
static uint64_t random_state;

static void check(int code, const char *what) {
    if (code != MOSQ_ERR_SUCCESS) {
        fprintf(stderr, "%s: %s\n", what, mosquitto_strerror(code));
        exit(1);
    }
}

static int varint(const uint8_t **at, const uint8_t *end, uint64_t *value) {
    *value = 0;
    for (int shift = 0; *at < end && shift < 70; shift += 7) {
        uint8_t next = *(*at)++;
        *value |= (uint64_t) (next & 0x7f) << shift;
        if (next < 0x80) {
            return 1;
        }
    }
    return 0;
}

/* Reads the fields of a frame in place; 0 if it is not one. */
static int parse(const uint8_t *at, size_t length, field fields[FIELDS]) {
    const uint8_t *end = at + length;
    memset(fields, 0, FIELDS * sizeof(field));
    while (at < end) {
        uint64_t tag, value;
        if (!varint(&at, end, &tag) || !varint(&at, end, &value) || tag >> 3 >= FIELDS) {
            return 0;
        }
        field *read = &fields[tag >> 3];
        if ((tag & 7) == VARINT) {
            read->number = value;
        } else if ((tag & 7) == DELIMITED && value <= (uint64_t) (end - at)) {
            read->at = at;
            read->length = value;
            at += value;
        } else {
            return 0;
        }
    }
    return 1;
}

static int is_desk(const field *uid) {
    return uid->length == strlen(desk) && memcmp(uid->at, desk, uid->length) == 0;
}

static uint8_t *put_varint(uint8_t *to, uint64_t value) {
    for (; value >= 0x80; value >>= 7) {
        *to++ = (uint8_t) value | 0x80;
    }
    *to++ = (uint8_t) value;
    return to;
}

static uint8_t *put_number(uint8_t *to, int number, uint64_t value) {
    return put_varint(put_varint(to, number << 3 | VARINT), value);
}

static uint8_t *put_bytes(uint8_t *to, int number, const void *bytes, size_t length) {
    to = put_varint(put_varint(to, number << 3 | DELIMITED), length);
    memcpy(to, bytes, length);
    return to + length;
}

static void random_uuid(char uuid[37]) {
    static const char hex[] = "0123456789abcdef";
    static const char form[] = "xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx";
    for (int i = 0; i < 36; i++) {
        random_state ^= random_state << 13;
        random_state ^= random_state >> 7;
        random_state ^= random_state << 17;
        uuid[i] = form[i] == 'x' ? hex[random_state >> 60] : form[i];
    }
    uuid[36] = 0;
}

static void reply(const field fields[FIELDS]) {
    static uint8_t bytes[MAX_FRAME];
    char id[37], topic[256];
    const char *gap = strstr(reply_topic, "{receiver_uid}");
    const field *customer = &fields[SENDER_UID];
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    random_uuid(id);
    uint8_t *to = put_bytes(bytes, CONTENT, fields[CONTENT].at, fields[CONTENT].length);
    to = put_number(to, SEND_TIME, now.tv_sec * 1000ull + now.tv_nsec / 1000000);
    to = put_bytes(to, RECEIVER_UID, customer->at, customer->length);
    to = put_bytes(to, SENDER_UID, desk, strlen(desk));
    to = put_bytes(to, MESSAGE_ID, id, 36);
    to = put_bytes(to, SESSION_ID, fields[SESSION_ID].at, fields[SESSION_ID].length);
    to = put_number(to, BUSINESS_TYPE, fields[BUSINESS_TYPE].number);
    snprintf(topic, sizeof topic, "%.*s%.*s", gap ? (int) (gap - reply_topic) : (int) strlen(reply_topic), reply_topic,
             gap ? (int) customer->length : 0, (const char *) customer->at);
    check(mosquitto_publish(out, NULL, topic, (int) (to - bytes), bytes, reply_qos, false), "publish");
}

static void arrived(struct mosquitto *client, void *context, const struct mosquitto_message *message) {
    (void) client, (void) context;
    field fields[FIELDS];
    /* A reply is a few bytes longer than its question at most. */
    if (message->payloadlen < MAX_FRAME - 256 && parse(message->payload, message->payloadlen, fields)
            && is_desk(&fields[RECEIVER_UID]) && !is_desk(&fields[SENDER_UID])) {
        reply(fields);
    }
}

static void subscribed(struct mosquitto *client, void *context, int id, int count, const int *granted) {
    (void) client, (void) context, (void) id, (void) count, (void) granted;
    puts("echo is ready");
    fflush(stdout);
}

static void connected(struct mosquitto *client, void *context, int code) {
    (void) context;
    if (code == 0 && client == in) {
        check(mosquitto_subscribe(in, NULL, "PTP", 1), "subscribe");
    }
}

static void disconnected(struct mosquitto *client, void *context, int code) {
    (void) context;
    if (client != in || code != 0) {
        check(code == 0 ? MOSQ_ERR_CONN_LOST : code, "connection");
    }
    puts("echo is disconnected");
    fflush(stdout);
}

static struct mosquitto *new_client(const char *client_id, bool clean) {
    struct mosquitto *client = mosquitto_new(client_id, clean, NULL);
    check(mosquitto_int_option(client, MOSQ_OPT_TCP_NODELAY, 1), "TCP_NODELAY");
    check(mosquitto_int_option(client, MOSQ_OPT_SEND_MAXIMUM, SEND_WINDOW), "send maximum");
    mosquitto_connect_callback_set(client, connected);
    mosquitto_subscribe_callback_set(client, subscribed);
    mosquitto_message_callback_set(client, arrived);
    mosquitto_disconnect_callback_set(client, disconnected);
    return client;
}

static short wanted(struct mosquitto *client) {
    return mosquitto_want_write(client) ? POLLIN | POLLOUT : POLLIN;
}

static void read_and_write(struct mosquitto *client, const struct pollfd *ready) {
    if (ready->revents & (POLLIN | POLLHUP | POLLERR)) {
        check(mosquitto_loop_read(client, 1), "read");
    }
    if (mosquitto_socket(client) >= 0 && mosquitto_want_write(client)) {
        check(mosquitto_loop_write(client, 1), "write");
    }
    if (mosquitto_socket(client) >= 0) {
        check(mosquitto_loop_misc(client), "keep alive");
    }
}

/* Connects or disconnects for a line on the input; 0 at its end. */
static int obey(int port) {
    char line[16];
    if (read(STDIN_FILENO, line, sizeof line) <= 0) {
        return 0;
    }
    if (mosquitto_socket(in) < 0) {
        check(mosquitto_connect(in, "127.0.0.1", port, KEEP_ALIVE_S), "connect");
    } else {
        check(mosquitto_disconnect(in), "disconnect");
    }
    return 1;
}

int main(int count, char **arguments) {
    if (count != 5) {
        fprintf(stderr, "usage: echo PORT REPLY_QOS REPLY_TOPIC CUSTOMER_ID\n");
        return 2;
    }
    int port = atoi(arguments[1]);
    reply_qos = atoi(arguments[2]);
    reply_topic = arguments[3];
    desk = arguments[4];
    struct timespec seed;
    clock_gettime(CLOCK_REALTIME, &seed);
    random_state = (uint64_t) seed.tv_nsec << 32 | (uint64_t) seed.tv_sec | 1;
    mosquitto_lib_init();
    out = new_client("echo-out", true);
    in = new_client("echo", false);
    check(mosquitto_connect(out, "127.0.0.1", port, KEEP_ALIVE_S), "connect");
    for (;;) {
        struct pollfd ready[] = {{.fd = STDIN_FILENO, .events = POLLIN},
                                 {.fd = mosquitto_socket(in), .events = wanted(in)},
                                 {.fd = mosquitto_socket(out), .events = wanted(out)}};
        if (poll(ready, 3, 1000) < 0) {
            perror("poll");
            return 1;
        }
        read_and_write(in, &ready[1]);
        read_and_write(out, &ready[2]);
        if (ready[0].revents && !obey(port)) {
            return 0;
        }
    }
}
