namespace usher {}
