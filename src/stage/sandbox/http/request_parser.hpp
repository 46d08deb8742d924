#pragma once

#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "http_message.hpp"

namespace usher::sandbox {

/// What reads a request off the wire, with its limits: 16 KiB of header, 4 MiB of body.
using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;
void set_limits(Parser& parser);

std::string text_of(boost::beast::string_view text);

/// Nothing when the target is no path.
std::optional<Request> to_request(
    const boost::beast::http::request<boost::beast::http::string_body>& message);

/// Understands one whole request; else nothing and a sentence why. The server's own parser and limits, for
/// tests and fuzzing.
std::optional<Request> read_request(std::string_view bytes, std::string& complaint);

}  // namespace usher::sandbox
