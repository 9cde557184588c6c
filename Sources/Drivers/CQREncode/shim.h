// What Swift sees of libqrencode is CPosters; this target only carries its flags of compiling and linking.
