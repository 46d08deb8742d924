#pragma once

#include "schemas.hpp"

namespace usher::sandbox {

constexpr std::string_view kYesNo = "true;false";

/// Seed document, "events — all properties".
constexpr Property kEventProperties[] = {
    {"name", "Name", "string", "text", {}, true, "Event name. Unique per portal."},
    {"url_slug", "URL slug", "string", "text", {}, false, "Legacy URL identifier; a lookup key."},
    {"description", "Description", "string", "textarea", {}, false, "Full event description."},
    {"meta_description", "Meta description", "string", "text", {}, false, "SEO description."},
    {"highlights", "Highlights", "string", "textarea", {}, false, "Short summary of highlights."},
    {"start_datetime", "Start", "datetime", "date", {}, false, "Event start date and time."},
    {"end_datetime", "End", "datetime", "date", {}, false, "Event end date and time."},
    {"event_type", "Event type", "string", "text", {}, false, "conference, webinar, workshop, meetup."},
    {"event_status", "Status", "enumeration", "select", "draft;published;cancelled", false, "Visibility."},
    {"event_tags", "Tags", "string", "text", {}, false, "Separated by semicolons."},
    {"image_featured", "Featured image", "string", "text", {}, false, "URL of the hero image."},
    {"image_thumbnail", "Thumbnail", "string", "text", {}, false, "URL of the card image."},
    {"video_featured", "Featured video", "string", "text", {}, false, "URL of a video."},
    {"is_online", "Online", "bool", "booleancheckbox", kYesNo, false, "Whether it is online only."},
    {"location_name", "Location", "string", "text", {}, false, "Venue or platform."},
    {"street_address", "Street address", "string", "text", {}, false, "Street address of the venue."},
    {"city", "City"},
    {"postal_code", "Postal code"},
    {"country", "Country", "string", "text", {}, false, "Country name in full."},
    {"location_map_type", "Map type", "string", "text", {}, false, "Map provider hint."},
    {"location_map_url", "Map URL", "string", "text", {}, false, "Embed URL of a map."},
    {"location_image_map", "Map image", "string", "text", {}, false, "URL of a static map image."},
    {"price_amount", "Price", "number", "number", {}, false, "Ticket price; 0 is free."},
    {"price_currency", "Currency", "string", "text", {}, false, "ISO 4217."},
    {"payment_link", "Payment link", "string", "text", {}, false, "External payment URL."},
    {"ticket_types", "Ticket types", "string", "textarea", {}, false, "One per line, or semicolons."},
    {"capacity_total", "Capacity", "number", "number", {}, false, "Most attendees; 0 is unlimited."},
    {"capacity_current", "Registered", "number", "number", {}, false, "Counted by create-registration."},
    {"features", "Features", "string", "text", {}, false, "Codes separated by semicolons."},
    {"contact_email", "Contact e-mail", "string", "text", {}, false, "Of the organiser."},
    {"contact_phone", "Contact phone", "string", "text", {}, false, "Of the organiser."},
    {"external_url", "External URL", "string", "text", {}, false, "Link to an external page."},
    {"registration_mode", "Registration mode", "string", "text", {}, false, "Common value: form."},
    {"requires_membership", "Members only", "bool", "booleancheckbox", kYesNo, false, "Members only."},
    {"meeting_platform", "Meeting platform", "string", "text", {}, false, "Of an online event."},
    {"online_meeting_url", "Meeting URL", "string", "text", {}, false, "Direct join URL."},
    {"associated_projects", "Project", "string", "text", {}, false, "Number of a HubSpot project."},
    {"training_type", "Training type", "string", "text", {}, false, "certification, induction."},
};

/// Seed document, "event_registrations — all properties".
constexpr Property kRegistrationProperties[] = {
    {"attendee_name", "Attendee name", "string", "text", {}, false, "Full name."},
    {"first_name", "First name", "string", "text", {}, false, "Given name."},
    {"last_name", "Last name", "string", "text", {}, false, "Family name."},
    {"email", "E-mail", "string", "text", {}, false, "Used to match a contact."},
    {"phone", "Phone"},
    {"company", "Company"},
    {"job_title", "Job title"},
    {"registration_date", "Registered", "datetime", "date", {}, false, "When it was created."},
    {"registration_status", "Status", "enumeration", "select", "pending;confirmed;waitlisted;cancelled",
     false, "Registration lifecycle."},
    {"attendance_status", "Attendance", "enumeration", "select", "not_arrived;checked_in;no_show", false,
     "Physical attendance; written by check-in-by-qr."},
    {"ticket_type", "Ticket type", "string", "text", {}, false, "One of the event's ticket types."},
    {"qr_code", "QR code", "string", "text", {}, false, "EVT- and 12 capital letters or digits."},
    {"check_in_datetime", "Checked in", "datetime", "date", {}, false, "Set by check-in-by-qr."},
    {"payment_status", "Payment", "enumeration", "select", "pending;paid;free;complimentary;refunded", false,
     "Payment state."},
    {"amount_paid", "Amount paid", "number", "number", {}, false, "In the event's currency."},
    {"special_requirements", "Special requirements", "string", "textarea", {}, false, "Dietary, access."},
    {"purchaser_email", "Purchaser e-mail", "string", "text", {}, false, "Of who registered or paid."},
    {"purchaser_name", "Purchaser name", "string", "text", {}, false, "See purchaser_email."},
};

/// Of HubSpot's own contact properties, those that an events tool reads or writes.
constexpr Property kContactProperties[] = {
    {"email", "Email", "string", "text", {}, true, "A contact's e-mail address."},
    {"firstname", "First Name"},
    {"lastname", "Last Name"},
    {"phone", "Phone Number"},
    {"mobilephone", "Mobile Phone Number"},
    {"company", "Company Name"},
    {"jobtitle", "Job Title"},
    {"address", "Street Address"},
    {"city", "City"},
    {"zip", "Postal Code"},
    {"country", "Country/Region"},
    {"website", "Website URL"},
    {"lifecyclestage", "Lifecycle Stage"},
};

/// Of HubSpot's own project properties, those that name one.
constexpr Property kProjectProperties[] = {
    {"hs_name", "Name"},
    {"hs_description", "Description", "string", "textarea"},
    {"hs_status", "Status"},
    {"hs_start_date", "Start date", "datetime", "date"},
    {"hs_target_due_date", "Target due date", "datetime", "date"},
};

}  // namespace usher::sandbox
